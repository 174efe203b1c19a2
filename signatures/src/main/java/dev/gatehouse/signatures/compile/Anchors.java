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

    /** Bytes that are checked before a segment is verified. */
    static final int CHECK_BYTES = 4;

    static final int NOWHERE = -1;
    /** A gram with so many segments is given no more while there is another. */
    private static final int CROWDED = 4;
    /** In eighths of a bit: what is seen less often than once in a gigabyte need not be rarer. */
    private static final int RARE_ENOUGH = 8 * 30;

    private Anchors() {}

    /** Tells how many segments a gram leads to already. */
    @FunctionalInterface
    interface Crowd {

        /** How many, for a gram as little-endian number. */
        int at(long gram);
    }

    /**
     * The anchor by which a segment is found.
     *
     * @param longCrowd how crowded the grams of long anchors are already
     */
    static Anchor choose(Segment segment, Crowd longCrowd) {
        int longest = longestStretch(segment.pieces());
        if (longest >= LONG_ANCHOR) {
            Anchor rarest = rarest(segment.pieces(), Anchor.Kind.LONG, LONG_ANCHOR, LONG_GRAM, gram -> 0);
            return crowd(segment.pieces(), rarest, longCrowd) < CROWDED
                    ? rarest
                    : rarest(segment.pieces(), Anchor.Kind.LONG, LONG_ANCHOR, LONG_GRAM, longCrowd);
        }
        if (longest >= MEDIUM_GRAM) {
            int length = Math.min(longest, MEDIUM_ANCHOR);
            return rarest(segment.pieces(), Anchor.Kind.MEDIUM, length, MEDIUM_GRAM, gram -> 0);
        }
        if (longest >= SHORT_GRAM) {
            return rarest(segment.pieces(), Anchor.Kind.SHORT, SHORT_GRAM, SHORT_GRAM, gram -> 0);
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

    /**
     * Where in a run the bytes stand by which a segment is told from others that have the same gram: the rarest four
     * fixed ones that are not all in the gram.
     *
     * @return their offset in the run, or {@link #NOWHERE} when there are none
     */
    static int check(MaskedBytes run, int gram, int gramLength) {
        byte[] values = values(run);
        int best = NOWHERE;
        int bestSurprise = -1;
        int stretch = 0;
        for (int j = 0; j < values.length; j++) {
            stretch = run.mask(j) == 0xff ? stretch + 1 : 0;
            int start = j + 1 - CHECK_BYTES;
            boolean inGram = start >= gram && start + CHECK_BYTES <= gram + gramLength;
            if (stretch >= CHECK_BYTES && !inGram) {
                int surprise = Rarity.surprise(values, start, CHECK_BYTES);
                if (surprise > bestSurprise) {
                    bestSurprise = surprise;
                    best = start;
                }
            }
        }
        return best;
    }

    private static int crowd(List<Piece> pieces, Anchor anchor, Crowd crowd) {
        byte[] values = values(((Piece.Run) pieces.get(anchor.piece())).bytes());
        return crowd(values, anchor.offset(), anchor.length(), LONG_GRAM, crowd);
    }

    private static int crowd(byte[] values, int start, int length, int gramLength, Crowd crowd) {
        int most = 0;
        for (int at = start; at + gramLength <= start + length; at++) {
            most = Math.max(most, crowd.at(gram(values, at, gramLength)));
        }
        return most;
    }

    /**
     * The rarest anchor. It is worth as much as the most common gram in it, for any of them may be the one that the scan
     * sees; a gram that many segments have already is worth less, since each of them is tried.
     */
    private static Anchor rarest(List<Piece> pieces, Anchor.Kind kind, int length, int gramLength, Crowd crowd) {
        Anchor best = new Anchor(kind, 0, 0, length);
        int bestWorth = Integer.MIN_VALUE;
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i) instanceof Piece.Run(MaskedBytes bytes)) {
                byte[] values = values(bytes);
                int stretch = 0;
                for (int j = 0; j < values.length; j++) {
                    stretch = bytes.mask(j) == 0xff ? stretch + 1 : 0;
                    int start = j + 1 - length;
                    if (stretch >= length) {
                        int others = crowd(values, start, length, gramLength, crowd);
                        int worth = surprise(values, start, length, gramLength) - crowdPenalty(others);
                        if (worth > bestWorth) {
                            bestWorth = worth;
                            best = new Anchor(kind, i, start, length);
                        }
                    }
                }
            }
        }
        return best;
    }

    private static int surprise(byte[] values, int start, int length, int gramLength) {
        int least = Integer.MAX_VALUE;
        for (int at = start; at + gramLength <= start + length; at++) {
            least = Math.min(least, Rarity.surprise(values, at, gramLength));
        }
        return Math.min(least, RARE_ENOUGH);
    }

    /** Twice as many segments to try weigh as much as a gram that is twice as common. */
    private static int crowdPenalty(int others) {
        return 8 * (Integer.SIZE - Integer.numberOfLeadingZeros(others));
    }

    private static byte[] values(MaskedBytes run) {
        byte[] values = new byte[run.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) run.value(i);
        }
        return values;
    }

    /** A gram as the scan reads it: the first byte lowest. */
    static long gram(byte[] values, int offset, int length) {
        long gram = 0;
        for (int i = length - 1; i >= 0; i--) {
            gram = gram << 8 | (values[offset + i] & 0xff);
        }
        return gram;
    }
}
