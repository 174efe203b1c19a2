package dev.gatehouse.signatures.compile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * How rare a string is in ordinary files, by a measured table of byte pairs: for each pair, how surprising the second
 * byte is after the first, in eighths of a bit. The table is made by a tool; docs/anchor-rarity.md says how.
 */
final class Rarity {

    private static final String TABLE = "bigrams.bin";
    private static final int PAIRS = 1 << 16;
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
}
