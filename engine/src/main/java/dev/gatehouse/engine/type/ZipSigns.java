package dev.gatehouse.engine.type;

import dev.gatehouse.engine.content.Content;
import java.io.IOException;

/**
 * Signs of a zip: a local header at the start, or an end record within the last 64 KiB that points at a central
 * directory which is there, whatever stands before it. APPNOTE.TXT 4.3.
 */
final class ZipSigns {

    private static final int END_BYTES = 22;
    private static final int TAIL_BYTES = 0xffff + END_BYTES;
    private static final int CHUNK_BYTES = 16 << 10;
    private static final long IN_ZIP64 = 0xffffffffL;

    private ZipSigns() {}

    static boolean fits(Head head) throws IOException {
        if (head.has(0, "PK\3\4") || head.has(0, "PK\7\bPK\3\4") || head.has(0, "PK00PK\3\4")) {
            return true;
        }
        return head.size() >= END_BYTES && endRecord(head);
    }

    /** Looks backwards chunk by chunk; one that the head holds is not read again. */
    private static boolean endRecord(Head head) throws IOException {
        Content content = head.content();
        long size = content.size();
        long first = Math.max(0, size - TAIL_BYTES);
        if (size <= head.length()) {
            return search(content, head.bytes(), 0, (int) size - END_BYTES + 1, size);
        }
        byte[] chunk = new byte[CHUNK_BYTES + END_BYTES];
        long end = size - END_BYTES + 1;
        while (end > first) {
            long start = Math.max(first, end - CHUNK_BYTES);
            int length = content.read(start, chunk, 0, (int) (end - start) + END_BYTES - 1);
            if (search(content, chunk, start, Math.min((int) (end - start), length), size)) {
                return true;
            }
            end = start;
        }
        return false;
    }

    /** The mark has four different bytes: one of them is at every fourth place, and says where the mark would begin. */
    private static boolean search(Content content, byte[] bytes, long start, int end, long size) throws IOException {
        for (int probe = end + 2; probe >= 0; probe -= 4) {
            int at = switch (bytes[probe]) {
                case 'P' -> probe;
                case 'K' -> probe - 1;
                case 5 -> probe - 2;
                case 6 -> probe - 3;
                default -> -1;
            };
            if (at >= 0 && at < end && isEnd(bytes, at) && directoryExists(content, bytes, at, start + at, size)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEnd(byte[] bytes, int at) {
        return bytes[at] == 'P' && bytes[at + 1] == 'K' && bytes[at + 2] == 5 && bytes[at + 3] == 6;
    }

    private static boolean directoryExists(Content content, byte[] bytes, int at, long position, long size)
            throws IOException {
        long length = u32(bytes, at + 12);
        long offset = u32(bytes, at + 16);
        if (offset == IN_ZIP64 || length == IN_ZIP64) {
            return position >= 20 && signature(content, position - 20, 6, 7);
        }
        return signature(content, position - length, 1, 2)
                || signature(content, offset, 1, 2)
                || (length == 0 && position + END_BYTES == size && u32(bytes, at + 8) == 0);
    }

    private static boolean signature(Content content, long position, int third, int fourth) throws IOException {
        if (position < 0) {
            return false;
        }
        byte[] four = new byte[4];
        return content.read(position, four, 0, 4) == 4
                && four[0] == 'P'
                && four[1] == 'K'
                && four[2] == third
                && four[3] == fourth;
    }

    private static long u32(byte[] bytes, int at) {
        return (bytes[at] & 0xffL)
                | (bytes[at + 1] & 0xffL) << 8
                | (bytes[at + 2] & 0xffL) << 16
                | (bytes[at + 3] & 0xffL) << 24;
    }
}
