package dev.gatehouse.signatures.compile;

import dev.gatehouse.signatures.model.BodyPattern;
import dev.gatehouse.signatures.model.BodyPattern.Border;
import dev.gatehouse.signatures.model.BodyPattern.Choice;
import dev.gatehouse.signatures.model.BodyPattern.Element;
import dev.gatehouse.signatures.model.BodyPattern.Fixed;
import dev.gatehouse.signatures.model.BodyPattern.Gap;
import dev.gatehouse.signatures.model.BodyPattern.Nearby;
import dev.gatehouse.signatures.model.MaskedBytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Cuts a pattern into segments. */
final class Segmenter {

    /** A gap of one length up to this is written out as wildcards, so that the bytes around it stay one run. */
    private static final int WILDCARD_BYTES = 128;
    /** A gap that may be longer than this, in bytes, is carried as state instead of tried in place. */
    private static final int JUMP_BYTES = 128;
    /** How far the jumps of one segment may reach together, in bytes: bounds the work of one verification. */
    private static final int SEGMENT_JUMP_BYTES = 512;
    /** A longer run is cut, so that the window a matcher must hold stays small. */
    private static final int RUN_BYTES = 2048;
    /** A run is cut only where so many bytes follow, for the rest needs an anchor too. */
    private static final int REST_BYTES = 32;

    private final List<Segment> segments = new ArrayList<>();
    private List<Piece> pieces = new ArrayList<>();
    private Segment.Link link = Segment.Link.NONE;
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    private final ByteArrayOutputStream masks = new ByteArrayOutputStream();
    private int jumpBytes;
    private int segmentBytes;

    private Segmenter() {}

    /** The segments of a pattern, in order; at least one. */
    static List<Segment> segments(BodyPattern pattern) {
        Segmenter segmenter = new Segmenter();
        List<Element> elements = pattern.elements();
        boolean runBegun = false;
        for (Element element : elements) {
            segmenter.add(element, runBegun ? Nearby.Side.AFTER : Nearby.Side.BEFORE);
            runBegun = switch (element) {
                case Fixed fixed -> true;
                case Choice choice -> true;
                case Gap gap -> false;
                case Border border -> runBegun;
                case Nearby nearby -> runBegun;
            };
        }
        segmenter.endSegment();
        return List.copyOf(segmenter.segments);
    }

    /** Adds an element; if it is a border, it is on this side of its run. */
    private void add(Element element, Nearby.Side side) {
        switch (element) {
            case Fixed fixed -> addRun(fixed.run());
            case Gap gap -> addGap(gap.min(), gap.max());
            case Choice choice -> addChoice(choice);
            case Border border -> addCondition(new Piece.Edge(border, side));
            case Nearby nearby -> addCondition(new Piece.Near(nearby));
        }
    }

    private void addRun(MaskedBytes run) {
        for (int i = 0; i < run.length(); i++) {
            boolean full = values.size() >= RUN_BYTES || segmentBytes + values.size() >= 2 * RUN_BYTES;
            if (full && run.length() - i >= REST_BYTES) {
                cut(new Segment.Link(0, 0));
            }
            values.write(run.value(i));
            masks.write(run.mask(i));
        }
    }

    private void addGap(long min, long max) {
        if (min == max && min <= WILDCARD_BYTES && (values.size() > 0 || !pieces.isEmpty())) {
            for (int i = 0; i < min; i++) {
                values.write(0);
                masks.write(0);
            }
        } else if (max <= JUMP_BYTES && jumpBytes + max <= SEGMENT_JUMP_BYTES) {
            endRun();
            pieces.add(new Piece.Jump((int) min, (int) max));
            jumpBytes += (int) max;
        } else {
            cut(new Segment.Link(min, max));
        }
    }

    private void addChoice(Choice choice) {
        endRun();
        List<MaskedBytes> alternatives = choice.alternatives();
        if (alternatives.stream().allMatch(alternative -> alternative.length() == 1)) {
            pieces.add(new Piece.OneOf(ByteSet.fitting(alternatives, choice.negated())));
        } else {
            pieces.add(new Piece.AnyOf(alternatives, choice.negated()));
        }
    }

    private void addCondition(Piece condition) {
        endRun();
        pieces.add(condition);
    }

    private void endRun() {
        if (values.size() > 0) {
            pieces.add(new Piece.Run(MaskedBytes.of(values.toByteArray(), masks.toByteArray())));
            segmentBytes += values.size();
            values.reset();
            masks.reset();
        }
    }

    private void cut(Segment.Link next) {
        endSegment();
        link = next;
    }

    private void endSegment() {
        endRun();
        segments.add(new Segment(link, pieces));
        pieces = new ArrayList<>();
        jumpBytes = 0;
        segmentBytes = 0;
    }
}
