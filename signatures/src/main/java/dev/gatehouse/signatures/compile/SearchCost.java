package dev.gatehouse.signatures.compile;

import dev.gatehouse.signatures.model.BodyPattern;
import dev.gatehouse.signatures.model.MaskedBytes;
import java.util.Comparator;

/**
 * What it costs to look for a pattern: how often its dearest segment is tried.
 *
 * @param anchorBytes how many fixed bytes in a row that segment is found by; 0 when it is tried at every position
 * @param shareOfPositions at which share of the positions of ordinary files it is tried, from 0 to 1; an estimate by the
 *     table of byte pairs
 */
public record SearchCost(int anchorBytes, double shareOfPositions) {

    /** The cost of a pattern by itself, whatever else is looked for. */
    public static SearchCost of(BodyPattern pattern) {
        return Segmenter.segments(pattern).stream()
                .map(SearchCost::of)
                .max(Comparator.comparingDouble(SearchCost::shareOfPositions))
                .orElseThrow();
    }

    private static SearchCost of(Segment segment) {
        Anchor anchor = Anchors.choose(segment, gram -> 0);
        return switch (anchor.kind()) {
            case LONG -> of(segment, anchor, Anchors.LONG_GRAM);
            case MEDIUM -> of(segment, anchor, Anchors.MEDIUM_GRAM);
            case SHORT -> of(segment, anchor, Anchors.SHORT_GRAM);
            case NONE -> new SearchCost(0, 1);
        };
    }

    /** A scan that steps over the anchor sees each of its grams equally often. */
    private static SearchCost of(Segment segment, Anchor anchor, int gramLength) {
        MaskedBytes run = ((Piece.Run) segment.pieces().get(anchor.piece())).bytes();
        byte[] values = new byte[anchor.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) run.value(anchor.offset() + i);
        }
        int grams = values.length - gramLength + 1;
        double share = 0;
        for (int at = 0; at < grams; at++) {
            share += Rarity.share(values, at, gramLength);
        }
        return new SearchCost(anchor.length(), share / grams);
    }
}
