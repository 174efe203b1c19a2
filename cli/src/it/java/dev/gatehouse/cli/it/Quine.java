package dev.gatehouse.cli.it;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Archives that hold themselves, made by the method of Russ Cox, "Zip Files All the Way Down" (2010).
 *
 * <p>Deflate has two instructions: print the bytes that follow (a stored block, whose head takes 5 bytes) and repeat
 * bytes printed before. With {@code Ln} for the head of a stored block of n bytes' length and {@code Rn} for a repeat of
 * the last n bytes, both coded in 5 bytes, a program that prints itself between a head P and a tail S is
 *
 * <pre>
 *   P                  prints nothing
 *   L P L              P L                 L and R for the length of P L
 *   R                  P L
 *   L5 R               R
 *   L5 L5              L5
 *   L20 R L5 L5 L20    R L5 L5 L20
 *   R20                R L5 L5 L20
 *   L20 R20 L20 R20 L20    R20 L20 R20 L20
 *   R20                R20 L20 R20 L20
 *   L20 R20 L0 L0 M    R20 L0 L0 M         M for the length of N S, N repeats as much
 *   R20                R20 L0 L0 M
 *   L0 L0              nothing
 *   M N S              N S
 *   N                  N S
 *   S                  ends
 * </pre>
 *
 * <p>The archive's CRC stands in it. A CRC is affine in the bits of its message over GF(2), so the CRC for which all is
 * consistent solves 32 linear equations; where they have no solution, bytes that mean nothing are changed.
 */
final class Quine {

    private static final int UNIT = 5;
    private static final byte[] NAME = "r.zip".getBytes(StandardCharsets.US_ASCII);
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;

    /** Makes the local header as long as a repeat in 5 bytes wants: see {@link #repeatOfHead}. */
    private static final int PADDING = 70 - LOCAL_BYTES - NAME.length;

    private Quine() {}

    /** Writes an archive around a program of deflate. */
    private interface Layout {
        /** The archive, for a CRC and a number that means nothing. */
        byte[] archive(int crc, int free);
    }

    /** A gzip file that decompresses to itself. */
    static byte[] gzip() {
        return solve((crc, free) -> {
            byte[] head = little(12)
                    .put(new byte[] {0x1f, (byte) 0x8b, 8, 8})
                    .putInt(free)
                    .put(new byte[] {0, 3, 'r', 0})
                    .array();
            byte[] tail =
                    little(UNIT + 8).put(lastBlock()).putInt(crc).putInt(0).array();
            int size = program(head, tail).length;
            return program(
                    head,
                    little(UNIT + 8).put(lastBlock()).putInt(crc).putInt(size).array());
        });
    }

    /** A zip file that holds itself. */
    static byte[] zip() {
        return solve((crc, free) -> {
            int size = program(zipHead(crc, free, 0, 0), zipTail(crc, free, 0, 0)).length;
            int tail = zipTail(crc, free, 0, 0).length - UNIT;
            int compressed = size - zipHead(crc, free, 0, 0).length - tail;
            return program(zipHead(crc, free, compressed, size), zipTail(crc, free, compressed, size));
        });
    }

    private static byte[] zipHead(int crc, int free, int compressed, int size) {
        return little(LOCAL_BYTES + NAME.length + PADDING)
                .putInt(0x04034b50)
                .putShort((short) 20)
                .putShort((short) 0)
                .putShort((short) 8)
                .putInt(0)
                .putInt(crc)
                .putInt(compressed)
                .putInt(size)
                .putShort((short) NAME.length)
                .putShort((short) PADDING)
                .put(NAME)
                .putShort((short) 0x7171)
                .putShort((short) (PADDING - 4))
                .putInt(free)
                .array();
    }

    private static byte[] zipTail(int crc, int free, int compressed, int size) {
        int directory = zipHead(crc, free, compressed, size).length + compressed;
        return little(UNIT + CENTRAL_BYTES + NAME.length + 22)
                .put(lastBlock())
                .putInt(0x02014b50)
                .putShort((short) 20)
                .putShort((short) 20)
                .putShort((short) 0)
                .putShort((short) 8)
                .putInt(0)
                .putInt(crc)
                .putInt(compressed)
                .putInt(size)
                .putShort((short) NAME.length)
                .put(new byte[12])
                .putInt(0)
                .put(NAME)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(CENTRAL_BYTES + NAME.length)
                .putInt(directory)
                .putShort((short) 0)
                .array();
    }

    private static byte[] program(byte[] head, byte[] tail) {
        byte[] l = stored(head.length + UNIT);
        byte[] r = repeatOfHead(head.length + UNIT);
        byte[] l0 = stored(0);
        byte[] l5 = stored(UNIT);
        byte[] l20 = stored(4 * UNIT);
        byte[] r20 =
                new Bits().fixedBlock().match(10, 20).match(10, 20).endBlock().toBytes();
        byte[] n = repeatOfTail(tail.length);
        byte[] m = stored(n.length + tail.length);
        return join(
                head, l, head, l, r, l5, r, l5, l5, l20, r, l5, l5, l20, r20, l20, r20, l20, r20, l20, r20, l20, r20,
                l0, l0, m, r20, l0, l0, m, n, tail, n, tail);
    }

    private static byte[] stored(int length) {
        return little(UNIT)
                .put((byte) 0)
                .putShort((short) length)
                .putShort((short) ~length)
                .array();
    }

    private static byte[] lastBlock() {
        return new Bits().emptyStored(true).toBytes();
    }

    /**
     * In 40 bits: two matches where the head is short, else one, and the byte 0xff, in which every {@code L} ends and
     * whose code has 9 bits.
     */
    private static byte[] repeatOfHead(int length) {
        Bits bits = new Bits().fixedBlock();
        if (length <= 20) {
            bits.match(length / 2, length).match(length - length / 2, length);
        } else {
            bits.match(length - 1, length).literal(0xff);
        }
        byte[] bytes = bits.endBlock().toBytes();
        if (bytes.length != UNIT) {
            throw new IllegalStateException("a repeat of " + length + " takes " + bytes.length + " bytes");
        }
        return bytes;
    }

    /** Its length does not matter; an empty stored block brings it to a byte's border. */
    private static byte[] repeatOfTail(int tail) {
        int length = 0;
        while (true) {
            byte[] bytes = new Bits()
                    .fixedBlock()
                    .repeat(tail + length, tail + length)
                    .endBlock()
                    .emptyStored(false)
                    .toBytes();
            if (bytes.length == length) {
                return bytes;
            }
            length = bytes.length;
        }
    }

    private static byte[] solve(Layout layout) {
        for (int free = 0; free < 1000; free++) {
            int atZero = crc(layout.archive(0, free));
            // one equation a bit of the CRC: the 32 unknown bits in the low half, what they must come to in bit 32
            long[] rows = new long[Integer.SIZE];
            for (int bit = 0; bit < Integer.SIZE; bit++) {
                int column = crc(layout.archive(1 << bit, free)) ^ atZero ^ (1 << bit);
                for (int row = 0; row < Integer.SIZE; row++) {
                    rows[row] |= (long) ((column >>> row) & 1) << bit;
                    rows[row] |= bit == 0 ? (long) ((atZero >>> row) & 1) << Integer.SIZE : 0;
                }
            }
            int crc = eliminate(rows);
            byte[] archive = layout.archive(crc, free);
            if (crc(archive) == crc) {
                return archive;
            }
        }
        throw new IllegalStateException("no CRC fits");
    }

    /** Gauss's elimination; a solution if there is one. */
    private static int eliminate(long[] rows) {
        int solved = 0;
        int[] unknown = new int[rows.length];
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            int pivot = solved;
            while (pivot < rows.length && (rows[pivot] >>> bit & 1) == 0) {
                pivot++;
            }
            if (pivot == rows.length) {
                continue;
            }
            long row = rows[pivot];
            rows[pivot] = rows[solved];
            rows[solved] = row;
            for (int i = 0; i < rows.length; i++) {
                if (i != solved && (rows[i] >>> bit & 1) == 1) {
                    rows[i] ^= row;
                }
            }
            unknown[solved++] = bit;
        }
        int solution = 0;
        for (int i = 0; i < solved; i++) {
            solution |= (int) (rows[i] >>> Integer.SIZE & 1) << unknown[i];
        }
        return solution;
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(joined::writeBytes);
        return joined.toByteArray();
    }
}
