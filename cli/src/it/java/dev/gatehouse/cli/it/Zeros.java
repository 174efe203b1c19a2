package dev.gatehouse.cli.it;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** Deflate streams of any number of zeros, made in no time: one compressed stretch, again and again. */
final class Zeros {

    private static final int STRETCH = 16 << 20;

    /** Two bits in 258 bytes: how deflate packs what repeats, at its best. */
    private static final byte[] PACKED = pack();

    private Zeros() {}

    /** A text that the bundled signatures find anywhere. */
    static byte[] pattern() {
        return String.join("-", "GATEHOUSE", "HARMLESS", "TEST", "PATTERN", "1").getBytes(StandardCharsets.US_ASCII);
    }

    /** A raw deflate stream of so many zeros, rounded up to 16 MiB. */
    static byte[] deflated(long count) {
        return behind(new byte[0], count);
    }

    /** The pattern, in a stored block, then zeros. */
    static byte[] patternThenDeflated(long count) {
        return behind(pattern(), count);
    }

    /** The number of zeros that {@link #deflated} packs for a count. */
    static long rounded(long count) {
        return (count + STRETCH - 1) / STRETCH * STRETCH;
    }

    private static byte[] behind(byte[] start, long count) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        if (start.length > 0) {
            stream.writeBytes(
                    new byte[] {0, (byte) start.length, 0, (byte) ~start.length, (byte) 0xff}); // RFC 1951, 3.2.4
            stream.writeBytes(start);
        }
        for (long done = 0; done < count; done += STRETCH) {
            stream.writeBytes(PACKED);
        }
        stream.writeBytes(new byte[] {3, 0}); // the last block, without bytes
        return stream.toByteArray();
    }

    private static byte[] pack() {
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
            deflater.setInput(new byte[STRETCH]);
            byte[] packed = new byte[STRETCH / 500];
            int length = deflater.deflate(packed, 0, packed.length, Deflater.FULL_FLUSH);
            return java.util.Arrays.copyOf(packed, length);
        }
    }
}
