package dev.gatehouse.signatures.compile;

import dev.gatehouse.signatures.model.MaskedBytes;
import java.util.List;

/** Chooses the anchor of a segment: of the longest kind it can have, the rarest. */
final class Anchors {

    /** Bytes of a gram of each kind. */
    static final int LONG_GRAM = 8;

    static final int MEDIUM_GRAM = 4;
    static final int SHORT_GRAM = 2;
    /** How far the scan for long anchors steps, in bytes. */
    static final int LONG_STRIDE = 4;
    /** The farthest that the scan for medium anchors may step. */
    static final int MEDIUM_STRIDE = 4;

    private static final int LONG_ANCHOR = LONG_GRAM + LONG_STRIDE - 1;
    private static final int MEDIUM_ANCHOR = MEDIUM_GRAM + MEDIUM_STRIDE - 1;

    private Anchors() {}

    /** The anchor by which a segment is found. */
    static Anchor choose(Segment segment) {
        int longest = longestStretch(segment.pieces());
        if (longest >= LONG_ANCHOR) {
            return rarest(segment.pieces(), Anchor.Kind.LONG, LONG_ANCHOR);
        }
        if (longest >= MEDIUM_GRAM) {
            return rarest(segment.pieces(), Anchor.Kind.MEDIUM, Math.min(longest, MEDIUM_ANCHOR));
        }
        if (longest >= SHORT_GRAM) {
            return rarest(segment.pieces(), Anchor.Kind.SHORT, SHORT_GRAM);
        }
        return new Anchor(Anchor.Kind.NONE, 0, 0, 0);
    }

    private static int longestStretch(List<Piece> pieces) {
        int longest = 0;
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Run run) {
                int stretch = 0;
                for (int i = 0; i < run.bytes().length(); i++) {
                    stretch = run.bytes().mask(i) == 0xff ? stretch + 1 : 0;
                    longest = Math.max(longest, stretch);
                }
            }
        }
        return longest;
    }

    private static Anchor rarest(List<Piece> pieces, Anchor.Kind kind, int length) {
        Anchor best = new Anchor(kind, 0, 0, length);
        int bestCost = Integer.MAX_VALUE;
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i) instanceof Piece.Run(MaskedBytes bytes)) {
                byte[] values = new byte[bytes.length()];
                int stretch = 0;
                for (int j = 0; j < values.length; j++) {
                    values[j] = (byte) bytes.value(j);
                    stretch = bytes.mask(j) == 0xff ? stretch + 1 : 0;
                    int start = j + 1 - length;
                    if (stretch >= length) {
                        int cost = Rarity.cost(values, start, length);
                        if (cost < bestCost) {
                            bestCost = cost;
                            best = new Anchor(kind, i, start, length);
                        }
                    }
                }
            }
        }
        return best;
    }
}
