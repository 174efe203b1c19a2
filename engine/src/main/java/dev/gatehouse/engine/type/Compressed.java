package dev.gatehouse.engine.type;

/** Signs of formats that compress one stream. */
final class Compressed {

    private static final long SKIPPABLE = 0x184D2A50L;
    private static final long LARGEST_LZMA = 1L << 38;
    private static final int MOST_FRAMES_SKIPPED = 64;

    private Compressed() {}

    /** "BZh", the level, then the start of a block or the end of an empty stream: digits of pi or of its root. */
    static boolean bzip2(Head head) {
        return head.has(0, "BZh")
                && head.u8(3) >= '1'
                && head.u8(3) <= '9'
                && (head.has(4, "1AY&SY") || head.has(4, "\u0017rE8P\u0090"));
    }

    /**
     * LZMA alone has no magic. Its properties are one byte below 225, its dictionary 2^n or 2^n + 2^(n-1) bytes, its
     * size sensible or unknown, and the first byte of its range coder is 0. XZ Utils tells it by the same.
     */
    static boolean lzma(Head head) {
        if (head.u8(0) >= 225 || head.u8(13) != 0 || head.length() < 18) {
            return false;
        }
        long dictionary = head.u32le(1);
        long size = head.u32le(5) | head.u32le(9) << 32;
        if (dictionary < 4096 || (size != -1 && (size < 0 || size > LARGEST_LZMA))) {
            return false;
        }
        long rest = dictionary ^ Long.highestOneBit(dictionary);
        return rest == 0 || rest == Long.highestOneBit(dictionary) >> 1 || dictionary == 0xffffffffL;
    }

    /** A frame with this magic, behind frames to be skipped if there are any. RFC 8878, 3.1.2. */
    static boolean frame(Head head, long magic) {
        int at = 0;
        for (int skipped = 0; skipped < MOST_FRAMES_SKIPPED; skipped++) {
            long found = head.u32le(at);
            if (found == magic) {
                return true;
            }
            long length = head.u32le(at + 4);
            if (found < 0 || (found & ~0xfL) != SKIPPABLE || length < 0) {
                return false;
            }
            long next = at + 8 + length;
            if (next >= head.length()) {
                return false;
            }
            at = (int) next;
        }
        return false;
    }

    /** The magic, then the largest code length, 9 to 16 bits, and two bits that are never set. */
    static boolean compress(Head head) {
        int flags = head.u8(2);
        int bits = flags & 0x1f;
        return head.has(0, "\u001f\u009d") && bits >= 9 && bits <= 16 && (flags & 0x60) == 0;
    }
}
