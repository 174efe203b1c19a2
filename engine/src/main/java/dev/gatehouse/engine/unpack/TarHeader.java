package dev.gatehouse.engine.unpack;

import java.io.IOException;

/**
 * One 512-byte header of a tar.
 *
 * @param name the name, with the prefix that ustar keeps apart
 * @param size the size it declares, in bytes; negative if the field holds no number
 * @param type the type flag
 */
record TarHeader(String name, long size, char type) {

    private static final int NAME_BYTES = 100;
    private static final int SIZE_OFFSET = 124;
    private static final int SIZE_BYTES = 12;
    private static final int TYPE_OFFSET = 156;
    private static final int MAGIC_OFFSET = 257;
    private static final int PREFIX_OFFSET = 345;
    private static final int PREFIX_BYTES = 155;

    static TarHeader read(ByteView view, long at) throws IOException {
        String name = view.zeroEnded(at, NAME_BYTES);
        boolean posix = view.has(at + MAGIC_OFFSET, "ustar\0"); // GNU's magic ends in a space and has no prefix
        String prefix = posix ? view.zeroEnded(at + PREFIX_OFFSET, PREFIX_BYTES) : "";
        return new TarHeader(prefix.isEmpty() ? name : prefix + "/" + name, number(view, at + SIZE_OFFSET), (char)
                view.u8(at + TYPE_OFFSET));
    }

    /** Whether it describes the header after it and is no member: pax x, g and Solaris X, GNU L and K. */
    boolean extension() {
        return type == 'x' || type == 'g' || type == 'X' || type == 'L' || type == 'K';
    }

    /** Whether it is a sparse member in GNU's old format. */
    boolean sparse() {
        return type == 'S';
    }

    boolean link() {
        return type == '1' || type == '2';
    }

    /** Whether members of its type have no bytes: links, devices, folders, FIFOs. */
    boolean noData() {
        return (type >= '1' && type <= '6') || (type == '0' && name.endsWith("/")) || (type == 0 && name.endsWith("/"));
    }

    /** Octal digits, or with the first bit set a binary number. */
    static long number(ByteView view, long at) throws IOException {
        int first = view.u8(at);
        if ((first & 0x80) != 0) {
            long value = first & 0x3f;
            for (int i = 1; i < SIZE_BYTES; i++) {
                if (value > Long.MAX_VALUE >> 8) {
                    return -1;
                }
                value = value << 8 | view.u8(at + i);
            }
            return value;
        }
        long value = 0;
        for (int i = 0; i < SIZE_BYTES; i++) {
            int digit = view.u8(at + i);
            if (digit >= '0' && digit <= '7') {
                value = value * 8 + (digit - '0');
            } else if (digit == 0 || digit == ' ') {
                if (value > 0) {
                    break;
                }
            } else {
                return -1;
            }
        }
        return value;
    }
}
