package dev.gatehouse.cli.it;

import java.io.ByteArrayOutputStream;

/** Writes deflate's bits, the low ones first, for streams that no compressor would write. RFC 1951, section 3.1.1. */
final class Bits {

    private static final int END_OF_BLOCK = 256;
    private static final int SHORTEST = 3;

    /** Where the lengths of each length code begin, from code 257. RFC 1951, section 3.2.5. */
    private static final int[] LENGTHS = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };

    private static final int[] LENGTH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };

    /** Where the distances of each distance code begin. */
    private static final int[] DISTANCES = {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025
    };

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int pending;
    private int count;

    /** Begins a block with the fixed codes. */
    Bits fixedBlock() {
        return low(0, 1).low(1, 2);
    }

    /** Ends such a block. */
    Bits endBlock() {
        return literal(END_OF_BLOCK);
    }

    /** A stored block without bytes, which ends at a byte's border. */
    Bits emptyStored(boolean last) {
        low(last ? 1 : 0, 1).low(0, 2);
        while (count != 0) {
            low(0, 1);
        }
        return low(0, 16).low(0xffff, 16);
    }

    /** A byte as itself, in the fixed code. */
    Bits literal(int symbol) {
        if (symbol < 144) {
            return high(0x30 + symbol, 8);
        }
        if (symbol < 256) {
            return high(0x190 + symbol - 144, 9);
        }
        return symbol < 280 ? high(symbol - 256, 7) : high(0xc0 + symbol - 280, 8);
    }

    /** Bytes again that came before, in the fixed code. */
    Bits match(int length, int distance) {
        int code = last(LENGTHS, length);
        literal(END_OF_BLOCK + 1 + code).low(length - LENGTHS[code], LENGTH_BITS[code]);
        int far = last(DISTANCES, distance);
        return high(far, 5).low(distance - DISTANCES[far], Math.max(0, far / 2 - 1));
    }

    /** A stretch of any length again, which came just before. */
    Bits repeat(int length, int distance) {
        int left = length;
        while (left > 0) {
            int now = left <= 258 ? left : Math.min(258, left - SHORTEST);
            match(now, distance);
            left -= now;
        }
        return this;
    }

    /** All bytes; the bits must end at a byte's border. */
    byte[] toBytes() {
        if (count != 0) {
            throw new IllegalStateException(count + " bits too many");
        }
        return bytes.toByteArray();
    }

    private static int last(int[] starts, int value) {
        int index = starts.length - 1;
        while (starts[index] > value) {
            index--;
        }
        return index;
    }

    private Bits low(int value, int width) {
        for (int i = 0; i < width; i++) {
            pending |= ((value >> i) & 1) << count;
            if (++count == 8) {
                bytes.write(pending);
                pending = 0;
                count = 0;
            }
        }
        return this;
    }

    private Bits high(int value, int width) {
        for (int i = width - 1; i >= 0; i--) {
            low((value >> i) & 1, 1);
        }
        return this;
    }
}
