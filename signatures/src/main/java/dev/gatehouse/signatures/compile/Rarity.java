package dev.gatehouse.signatures.compile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * How rare a string is in ordinary files, by a measured table of byte pairs: for each pair, how surprising the second
 * byte is after the first, in eighths of a bit. The table is made by a tool; docs/anchor-rarity.md says how.
 */
final class Rarity {

    private static final String TABLE = "bigrams.bin";
    private static final int PAIRS = 1 << 16;
    private static final int BYTES = 1 << 8;
    /** What is left of a wrong start after so many steps is less than the table's rounding. */
    private static final int STEPS = 40;

    private static final double STEPS_PER_BIT = 8;
    private static final byte[] SURPRISE = read();

    private Rarity() {}

    private static byte[] read() {
        try (InputStream stream = Rarity.class.getResourceAsStream(TABLE)) {
            byte[] table = stream == null ? new byte[0] : stream.readAllBytes();
            if (table.length != PAIRS) {
                throw new IllegalStateException(TABLE + " has " + table.length + " bytes; the installation is damaged");
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The surprise of a string: the higher, the rarer; eight more halve its share.
     *
     * @param bytes holds the string
     * @param offset where it begins
     * @param length how many bytes it has
     */
    static int surprise(byte[] bytes, int offset, int length) {
        int surprise = 0;
        for (int i = offset + 1; i < offset + length; i++) {
            surprise += SURPRISE[(bytes[i - 1] & 0xff) << 8 | (bytes[i] & 0xff)] & 0xff;
        }
        return surprise;
    }

    /**
     * The share of positions in ordinary files at which a string stands, about.
     *
     * @param bytes holds the string
     * @param offset where it begins
     * @param length how many bytes it has, at least 1
     */
    static double share(byte[] bytes, int offset, int length) {
        return Shares.OF_BYTES[bytes[offset] & 0xff] * Math.pow(2, -surprise(bytes, offset, length) / STEPS_PER_BIT);
    }

    /** The share of each byte, which follows from the pairs: they say what comes next, and this is where that settles. */
    private static final class Shares {

        static final double[] OF_BYTES = settle();

        private static double[] settle() {
            double[] shares = new double[BYTES];
            Arrays.fill(shares, 1.0 / BYTES);
            for (int step = 0; step < STEPS; step++) {
                double[] next = new double[BYTES];
                for (int pair = 0; pair < PAIRS; pair++) {
                    next[pair & 0xff] += shares[pair >>> 8] * Math.pow(2, -(SURPRISE[pair] & 0xff) / STEPS_PER_BIT);
                }
                double sum = Arrays.stream(next).sum();
                for (int value = 0; value < BYTES; value++) {
                    shares[value] = next[value] / sum;
                }
            }
            return shares;
        }
    }
}
