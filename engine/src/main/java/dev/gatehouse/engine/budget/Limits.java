package dev.gatehouse.engine.budget;

import java.time.Duration;

/**
 * What one file may cost.
 *
 * @param depth how deep containers may be nested; a file is at depth 0
 * @param parts how many parts may come out of a file
 * @param bytes how many bytes may come out of a file, over all its parts
 * @param partBytes how many bytes may come out as one part
 * @param ratio how many bytes may come out for each byte of the file, once {@link #ratioFreeBytes} are out
 * @param ratioFreeBytes how many bytes may come out before the ratio counts
 * @param time how long the file may take
 * @param decoderMemory how many bytes of memory one decoder may ask for
 */
public record Limits(
        int depth,
        long parts,
        long bytes,
        long partBytes,
        long ratio,
        long ratioFreeBytes,
        Duration time,
        long decoderMemory) {

    /** The limits where nobody sets others. */
    public static final Limits DEFAULT =
            new Limits(32, 100_000, 20L << 30, 20L << 30, 1000, 64L << 20, Duration.ofMinutes(2), 128L << 20);

    /** Checks that each limit is positive. */
    public Limits {
        requirePositive("depth", depth);
        requirePositive("parts", parts);
        requirePositive("bytes", bytes);
        requirePositive("partBytes", partBytes);
        requirePositive("ratio", ratio);
        requirePositive("ratioFreeBytes", ratioFreeBytes + 1);
        requirePositive("time", time.toMillis());
        requirePositive("decoderMemory", decoderMemory);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }
}
