package dev.gatehouse.engine.type;

import java.io.IOException;

/** Signs of archives that need more than a magic number. */
final class Archives {

    private static final int CPIO_BINARY_MAGIC = 070707;
    private static final int CPIO_BINARY_HEADER = 26;
    private static final int CPIO_LONGEST_NAME = 4096;
    private static final long DUMP_MAGIC = 60012;
    private static final int DUMP_MAGIC_OFFSET = 24;

    private Archives() {}

    /** The three dialects with digits; the binary one, of two bytes only, must have a sensible name as well. */
    static boolean cpio(Head head) {
        if (head.has(0, "07070")) {
            int dialect = head.u8(5);
            return dialect == '1' || dialect == '2' || dialect == '7';
        }
        boolean little = head.u16le(0) == CPIO_BINARY_MAGIC;
        if (!little && head.u16be(0) != CPIO_BINARY_MAGIC) {
            return false;
        }
        int nameBytes = little ? head.u16le(20) : head.u16be(20);
        if (nameBytes < 2 || nameBytes > CPIO_LONGEST_NAME) {
            return false;
        }
        int end = CPIO_BINARY_HEADER + nameBytes - 1;
        return end >= head.length() || (head.u8(end) == 0 && head.u8(end - 1) != 0);
    }

    /** The magic of the first record's header, in either byte order. */
    static boolean dump(Head head) {
        return head.size() >= 1024
                && (head.u32le(DUMP_MAGIC_OFFSET) == DUMP_MAGIC || head.u32be(DUMP_MAGIC_OFFSET) == DUMP_MAGIC)
                && (head.u32le(0) <= 6 || head.u32be(0) <= 6);
    }

    /** "CD001" in the first volume descriptor, sector 16 of 2048 bytes. ECMA-119, 8.1. */
    static boolean iso9660(Head head) throws IOException {
        if (head.size() < 0x8006) {
            return false;
        }
        byte[] sign = new byte[5];
        head.content().read(0x8001, sign, 0, 5);
        return sign[0] == 'C' && sign[1] == 'D' && sign[2] == '0' && sign[3] == '0' && sign[4] == '1';
    }
}
