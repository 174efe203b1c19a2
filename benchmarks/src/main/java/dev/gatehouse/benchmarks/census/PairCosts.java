package dev.gatehouse.benchmarks.census;

import java.util.List;

/**
 * Turns counts into costs, one byte a pair: how surprising the second byte is after the first, in eighths of a bit,
 * {@code -8 * log2 p(second | first)}, rounded and at most 255. High means rare. The pair (a, b) is at index
 * {@code 256 * a + b}. Kinds of files count alike, however many bytes of each were read.
 */
final class PairCosts {

    /** Steps a bit. */
    static final int STEPS_PER_BIT = 8;

    /** What each pair is given beforehand, so that one that was never seen has a cost: one pair in 2^28. */
    private static final double UNSEEN = 0x1p-28;

    private PairCosts() {}

    /** The costs of all pairs. */
    static byte[] of(List<PairCounts> kinds) {
        double[] shares = new double[PairCounts.PAIRS];
        for (int pair = 0; pair < shares.length; pair++) {
            shares[pair] = UNSEEN;
            for (PairCounts kind : kinds) {
                shares[pair] += kind.share(pair) / kinds.size();
            }
        }
        byte[] costs = new byte[shares.length];
        for (int first = 0; first < 256; first++) {
            double sum = 0;
            for (int second = 0; second < 256; second++) {
                sum += shares[first << 8 | second];
            }
            for (int second = 0; second < 256; second++) {
                double bits = -Math.log(shares[first << 8 | second] / sum) / Math.log(2);
                costs[first << 8 | second] = (byte) Math.min(255, Math.round(bits * STEPS_PER_BIT));
            }
        }
        return costs;
    }
}
