package dev.gatehouse.benchmarks.census;

import java.io.IOException;
import java.io.InputStream;

/** How often each pair of neighbouring bytes occurs in some files of one kind. */
final class PairCounts {

    /** How many different pairs there are. */
    static final int PAIRS = 1 << 16;

    private final long[] counts = new long[PAIRS];
    private final byte[] buffer = new byte[1 << 16];
    private long total;

    /**
     * Counts the pairs of a stream, read to its end.
     *
     * @throws IOException if it cannot be read
     */
    void count(InputStream stream) throws IOException {
        int previous = -1;
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            for (int i = 0; i < read; i++) {
                int value = buffer[i] & 0xff;
                if (previous >= 0) {
                    counts[previous << 8 | value]++;
                    total++;
                }
                previous = value;
            }
        }
    }

    /** How many pairs were counted. */
    long total() {
        return total;
    }

    /** The share of a pair among all of them, from 0 to 1. */
    double share(int pair) {
        return total == 0 ? 0 : (double) counts[pair] / total;
    }
}
