package dev.gatehouse.engine.type;

/** Tells a tar header from other bytes: by its checksum alone, as old tars have no magic. POSIX.1-1988, ustar. */
public final class TarHeaders {

    /** The length of a header, and of every block of a tar, in bytes. */
    public static final int BLOCK_BYTES = 512;

    private static final int CHECKSUM_OFFSET = 148;
    private static final int CHECKSUM_BYTES = 8;

    private TarHeaders() {}

    /**
     * Whether a header stands in a block: the sum of its bytes, its checksum field taken as spaces, is the one it says.
     * Old tars summed signed bytes; both sums count. A block of zeros is no header.
     *
     * @param block the bytes
     * @param offset where the block starts; {@link #BLOCK_BYTES} must follow
     */
    public static boolean matches(byte[] block, int offset) {
        long told = checksum(block, offset + CHECKSUM_OFFSET);
        if (told <= 0 || (block[offset] == 0 && block[offset + 345] == 0 && block[offset + 156] == 0)) {
            return false;
        }
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK_BYTES; i++) {
            boolean field = i >= CHECKSUM_OFFSET && i < CHECKSUM_OFFSET + CHECKSUM_BYTES;
            byte value = field ? (byte) ' ' : block[offset + i];
            unsigned += value & 0xff;
            signed += value;
        }
        return told == unsigned || told == signed;
    }

    private static long checksum(byte[] block, int start) {
        int at = start;
        int end = start + CHECKSUM_BYTES;
        while (at < end && block[at] == ' ') {
            at++;
        }
        long value = 0;
        int digits = 0;
        while (at < end && block[at] >= '0' && block[at] <= '7') {
            value = value * 8 + (block[at++] - '0');
            digits++;
        }
        boolean ended = at == end || block[at] == 0 || block[at] == ' ';
        return digits > 0 && ended ? value : -1;
    }
}
