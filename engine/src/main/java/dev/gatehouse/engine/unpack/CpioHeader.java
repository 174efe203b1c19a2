package dev.gatehouse.engine.unpack;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One header of a cpio, cpio(5).
 *
 * @param name the member's name
 * @param mode its type and permissions
 * @param bytes how many bytes it has
 * @param data where they start
 * @param end where the next header starts
 */
record CpioHeader(String name, int mode, long bytes, long data, long end) {

    private static final int BINARY_MAGIC = 070707;
    private static final int BINARY_BYTES = 26;
    private static final int ODC_BYTES = 76;
    private static final int NEW_BYTES = 110;
    private static final int LONGEST_NAME = 1 << 16;

    /** Reads the header at a position; nothing if none stands there. */
    static @Nullable CpioHeader read(ByteView view, long at) throws IOException {
        if (view.has(at, "070701") || view.has(at, "070702")) {
            return header(
                    view,
                    at + NEW_BYTES,
                    digits(view, at + 94, 8, 16),
                    digits(view, at + 14, 8, 16),
                    digits(view, at + 54, 8, 16),
                    at,
                    4);
        }
        if (view.has(at, "070707")) {
            return header(
                    view,
                    at + ODC_BYTES,
                    digits(view, at + 59, 6, 8),
                    digits(view, at + 18, 6, 8),
                    digits(view, at + 65, 11, 8),
                    at,
                    1);
        }
        if (at <= view.size() - 2 && view.u16le(at) == BINARY_MAGIC) {
            long bytes = (long) view.u16le(at + 22) << 16 | view.u16le(at + 24);
            return header(view, at + BINARY_BYTES, view.u16le(at + 20), view.u16le(at + 6), bytes, at, 2);
        }
        if (at <= view.size() - 2 && view.u16be(at) == BINARY_MAGIC) {
            return header(view, at + BINARY_BYTES, view.u16be(at + 20), view.u16be(at + 6), view.u32be(at + 22), at, 2);
        }
        return null;
    }

    /** Name and data begin and end at multiples of the alignment, from the header's start and the data's. */
    private static @Nullable CpioHeader header(
            ByteView view, long nameAt, long nameBytes, long mode, long bytes, long start, int alignment)
            throws IOException {
        if (nameBytes <= 0 || nameBytes > LONGEST_NAME || mode < 0 || bytes < 0) {
            return null;
        }
        String name = view.zeroEnded(nameAt, (int) nameBytes);
        long data = start + aligned(nameAt + nameBytes - start, alignment);
        long end = data + aligned(bytes, alignment);
        return new CpioHeader(name, (int) mode, bytes, data, end);
    }

    private static long aligned(long length, int alignment) {
        return (length + alignment - 1) / alignment * alignment;
    }

    /** A number of so many digits; -1 if one of them is none. */
    private static long digits(ByteView view, long at, int length, int radix) throws IOException {
        long value = 0;
        for (int i = 0; i < length; i++) {
            int digit = Character.digit(view.u8(at + i), radix);
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
