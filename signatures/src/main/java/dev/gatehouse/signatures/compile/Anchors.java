package dev.gatehouse.signatures.compile;

import dev.gatehouse.signatures.model.MaskedBytes;
import java.util.List;

/** Chooses the anchor of a segment. */
final class Anchors {

    /** Bytes that are checked before a segment is verified. */
    static final int CHECK_BYTES = 4;

    static final int NOWHERE = -1;
    /** A gram with so many segments is given no more while there is another. */
    private static final int CROWDED = 4;
    /** In eighths of a bit: what is seen less often than once in a gigabyte need not be rarer. */
    private static final int RARE_ENOUGH = 8 * 30;

    /** An anchor that leads to its segment at fewer positions costs next to nothing, whatever its kind. */
    private static final double RARE = 0x1p-20;
    /** To look at every position for two bytes is dear: only for a segment that would be tried even more dearly. */
    private static final double COMMON = 0x1p-10;

    private static final List<Anchor.Kind> BY_SPEED =
            List.of(Anchor.Kind.LONG, Anchor.Kind.MEDIUM, Anchor.Kind.NARROW, Anchor.Kind.SHORT);

    private Anchors() {}

    /** Tells how many segments a gram leads to already. */
    @FunctionalInterface
    interface Crowd {

        /** How many, for a gram as little-endian number. */
        int at(long gram);
    }

    /**
     * The anchor by which a segment is found: of the kind that is searched fastest, as long as it is rare there, and
     * otherwise of the kind where it is rarest.
     *
     * @param longCrowd how crowded the grams of long anchors are already
     */
    static Anchor choose(Segment segment, Crowd longCrowd) {
        List<Piece> pieces = segment.pieces();
        int longest = longestStretch(pieces);
        Anchor best = new Anchor(Anchor.Kind.NONE, 0, 0);
        double bestShare = 1;
        for (Anchor.Kind kind : BY_SPEED) {
            if (longest >= kind.anchorBytes() && bestShare > (kind == Anchor.Kind.SHORT ? COMMON : RARE)) {
                Anchor anchor = rarest(pieces, kind, gram -> 0);
                double share = share(pieces, anchor);
                if (share < bestShare) {
                    best = anchor;
                    bestShare = share;
                }
            }
        }
        if (best.kind() == Anchor.Kind.LONG && crowd(pieces, best, longCrowd) >= CROWDED) {
            return rarest(pieces, Anchor.Kind.LONG, longCrowd);
        }
        return best;
    }

    /** At which share of positions of ordinary files an anchor leads to its segment. */
    static double share(List<Piece> pieces, Anchor anchor) {
        Anchor.Kind kind = anchor.kind();
        if (kind == Anchor.Kind.NONE) {
            return 1;
        }
        byte[] values = values(((Piece.Run) pieces.get(anchor.piece())).bytes());
        double share = 0;
        for (int i = 0; i < kind.stride(); i++) {
            share += Rarity.share(values, anchor.offset() + i, kind.gramBytes());
        }
        return share / kind.stride();
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
        return crowd(values, anchor.offset(), anchor.kind(), crowd);
    }

    private static int crowd(byte[] values, int start, Anchor.Kind kind, Crowd crowd) {
        int most = 0;
        for (int i = 0; i < kind.stride(); i++) {
            most = Math.max(most, crowd.at(gram(values, start + i, kind.gramBytes())));
        }
        return most;
    }

    /**
     * The rarest anchor. It is worth as much as the most common gram in it, for any of them may be the one that the scan
     * sees; a gram that many segments have already is worth less, since each of them is tried.
     */
    private static Anchor rarest(List<Piece> pieces, Anchor.Kind kind, Crowd crowd) {
        Anchor best = new Anchor(kind, 0, 0);
        int bestWorth = Integer.MIN_VALUE;
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i) instanceof Piece.Run(MaskedBytes bytes)) {
                byte[] values = values(bytes);
                int stretch = 0;
                for (int j = 0; j < values.length; j++) {
                    stretch = bytes.mask(j) == 0xff ? stretch + 1 : 0;
                    int start = j + 1 - kind.anchorBytes();
                    if (stretch >= kind.anchorBytes()) {
                        int others = crowd(values, start, kind, crowd);
                        int worth = surprise(values, start, kind) - crowdPenalty(others);
                        if (worth > bestWorth) {
                            bestWorth = worth;
                            best = new Anchor(kind, i, start);
                        }
                    }
                }
            }
        }
        return best;
    }

    private static int surprise(byte[] values, int start, Anchor.Kind kind) {
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < kind.stride(); i++) {
            least = Math.min(least, Rarity.surprise(values, start + i, kind.gramBytes()));
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
