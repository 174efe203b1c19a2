package dev.gatehouse.cli.compare;

import java.time.Duration;

/**
 * How long many answers took, in constant memory: times are counted in buckets, 64 to each doubling, so that a time that
 * is read off is at most one part in 64 wrong. Sum and longest are exact.
 */
public final class Timings {

    private static final int BITS = 6;
    private static final int SUB = 1 << BITS;

    private final long[] buckets = new long[SUB * (Long.SIZE - BITS + 1)];
    private long count;
    private long nanos;
    private long longest;

    /** None so far. */
    Timings() {}

    void add(Duration time) {
        long value = Math.max(0, time.toNanos());
        buckets[bucket(value)]++;
        count++;
        nanos += value;
        longest = Math.max(longest, value);
    }

    /** How many there are. */
    public long count() {
        return count;
    }

    /** All of them together. */
    public Duration total() {
        return Duration.ofNanos(nanos);
    }

    /** The longest. */
    public Duration longest() {
        return Duration.ofNanos(longest);
    }

    /**
     * The time within which a share of the answers came; zero when there is none.
     *
     * @param share above 0, at most 1; 0.5 for the median
     */
    public Duration within(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= wanted) {
                return Duration.ofNanos(Math.min(longest, middle(i)));
            }
        }
        return Duration.ofNanos(longest);
    }

    private static int bucket(long value) {
        if (value < SUB) {
            return (int) value;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - BITS;
        return (shift + 1) * SUB + (int) (value >>> shift) - SUB;
    }

    private static long middle(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        int shift = bucket / SUB - 1;
        long low = (long) (bucket % SUB + SUB) << shift;
        return low + (1L << shift) / 2;
    }
}
