package dev.gatehouse.signatures.compile;

import dev.gatehouse.signatures.compile.Piece.AnyOf;
import dev.gatehouse.signatures.compile.Piece.Edge;
import dev.gatehouse.signatures.compile.Piece.Jump;
import dev.gatehouse.signatures.compile.Piece.Near;
import dev.gatehouse.signatures.compile.Piece.OneOf;
import dev.gatehouse.signatures.compile.Piece.Run;
import dev.gatehouse.signatures.database.AnchorTables;
import dev.gatehouse.signatures.database.BodyTables;
import dev.gatehouse.signatures.database.ByteTable;
import dev.gatehouse.signatures.database.IntTable;
import dev.gatehouse.signatures.database.Op;
import dev.gatehouse.signatures.database.Postings;
import dev.gatehouse.signatures.database.SegmentTable;
import dev.gatehouse.signatures.database.SignatureTable;
import dev.gatehouse.signatures.model.BodyPattern.Border;
import dev.gatehouse.signatures.model.BodyPattern.Nearby;
import dev.gatehouse.signatures.model.BodySignature;
import dev.gatehouse.signatures.model.MaskedBytes;
import java.util.List;

/** Compiles body signatures into flat tables, one after the other. */
public final class BodyCompiler {

    private static final Run NOTHING = new Run(MaskedBytes.exactly(new byte[0]));

    /** How far beyond a segment its conditions may look: a byte nearby, with what is between. */
    private static final int BESIDE_BYTES = Nearby.FARTHEST + 1;

    private final SignatureTable.Builder signatures = new SignatureTable.Builder();
    private final ByteTable.Builder names = new ByteTable.Builder();
    private final SegmentTable.Builder segments = new SegmentTable.Builder();
    private final IntTable.Builder code = new IntTable.Builder();
    private final ByteTable.Builder bytes = new ByteTable.Builder();
    private final Postings.Builder postings = new Postings.Builder();
    private final AnchorIndex first = new AnchorIndex(postings);
    private final AnchorIndex later = new AnchorIndex(postings);
    private int before;
    private int after;

    /** Adds a signature. */
    public void add(BodySignature signature) {
        int index = signatures.add(
                names.addString(signature.name()), 1 << signature.target().number(), signature.offset());
        List<Segment> parts = Segmenter.segments(signature.pattern());
        for (int i = 0; i < parts.size(); i++) {
            int flags = (i == 0 ? SegmentTable.FIRST : 0) | (i == parts.size() - 1 ? SegmentTable.LAST : 0);
            addSegment(index, flags, parts.get(i));
        }
    }

    /** How many signatures were added. */
    public long size() {
        return signatures.size();
    }

    private void addSegment(int signature, int flags, Segment segment) {
        List<Piece> pieces = segment.pieces();
        AnchorIndex anchors = (flags & SegmentTable.FIRST) != 0 ? first : later;
        Anchor anchor = Anchors.choose(segment, anchors::crowd);
        boolean anchored = anchor.kind() != Anchor.Kind.NONE;
        Run run = anchored ? (Run) pieces.get(anchor.piece()) : NOTHING;
        List<Piece> backward = anchored ? pieces.subList(0, anchor.piece()).reversed() : List.of();
        List<Piece> forward = anchored ? pieces.subList(anchor.piece() + 1, pieces.size()) : pieces;
        int runData = addMasked(run.bytes());
        int backwardCode = addCode(backward);
        int forwardCode = addCode(forward);
        int index = segments.add(
                signature,
                flags | (isMasked(run.bytes()) ? SegmentTable.MASKED : 0),
                runData,
                run.bytes().length(),
                backwardCode,
                backward.size(),
                forwardCode,
                forward.size(),
                segment.link().min(),
                segment.link().max());
        anchors.add(anchor, run.bytes(), index);
        before = Math.max(
                before, maxLength(backward) + anchor.offset() + anchor.kind().anchorBytes() + BESIDE_BYTES);
        after = Math.max(after, maxLength(forward) + run.bytes().length() + BESIDE_BYTES);
    }

    private static int maxLength(List<Piece> pieces) {
        return pieces.stream().mapToInt(Piece::maxLength).sum();
    }

    private int addCode(List<Piece> pieces) {
        int[] strings = new int[pieces.size()];
        for (int i = 0; i < strings.length; i++) {
            if (pieces.get(i) instanceof AnyOf choice) {
                strings[i] = addStrings(choice.strings());
            }
        }
        int start = code.size();
        for (int i = 0; i < strings.length; i++) {
            switch (pieces.get(i)) {
                case Run run ->
                    addOp(Op.RUN, addMasked(run.bytes()), run.bytes().length(), flag(isMasked(run.bytes())));
                case OneOf oneOf -> addOp(Op.ONE_OF, addSet(oneOf.set()), 0, 0);
                case AnyOf choice ->
                    addOp(Op.ANY_OF, strings[i], choice.strings().size(), flag(choice.negated()));
                case Jump jump -> addOp(Op.JUMP, jump.min(), jump.max(), 0);
                case Edge(Border border, Nearby.Side side) ->
                    addOp(
                            Op.EDGE,
                            Op.borderCode(border.kind()),
                            flag(border.negated()),
                            flag(side == Nearby.Side.AFTER));
                case Near(Nearby nearby) ->
                    addOp(
                            Op.NEAR,
                            addSingle(nearby.single()),
                            nearby.min() | nearby.max() << 8,
                            flag(nearby.side() == Nearby.Side.AFTER));
            }
        }
        return start;
    }

    private void addOp(int op, int first, int second, int third) {
        code.add(op);
        code.add(first);
        code.add(second);
        code.add(third);
    }

    private int addStrings(List<MaskedBytes> strings) {
        int[] data = strings.stream().mapToInt(this::addMasked).toArray();
        int start = code.size();
        for (int i = 0; i < data.length; i++) {
            code.add(data[i]);
            code.add(strings.get(i).length());
            code.add(flag(isMasked(strings.get(i))));
        }
        return start;
    }

    private int addMasked(MaskedBytes run) {
        int start = bytes.size();
        for (int i = 0; i < run.length(); i++) {
            bytes.add(run.value(i));
        }
        if (isMasked(run)) {
            for (int i = 0; i < run.length(); i++) {
                bytes.add(run.mask(i));
            }
        }
        return start;
    }

    private int addSingle(MaskedBytes single) {
        int start = bytes.add(single.value(0));
        bytes.add(single.mask(0));
        return start;
    }

    private int addSet(ByteSet set) {
        int start = bytes.size();
        for (long word : set.words()) {
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                bytes.add((int) (word >>> shift));
            }
        }
        return start;
    }

    private static boolean isMasked(MaskedBytes run) {
        for (int i = 0; i < run.length(); i++) {
            if (run.mask(i) != 0xff) {
                return true;
            }
        }
        return false;
    }

    private static int flag(boolean condition) {
        return condition ? 1 : 0;
    }

    /** The tables of all signatures so far; the compiler may not be used afterwards. */
    public BodyTables build() {
        AnchorTables firstTables = first.build();
        AnchorTables laterTables = later.build();
        return new BodyTables(
                signatures.build(),
                names.build(),
                segments.build(),
                code.build(),
                bytes.build(),
                postings.build(),
                firstTables,
                laterTables,
                before,
                after);
    }
}
