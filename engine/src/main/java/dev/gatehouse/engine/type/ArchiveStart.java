package dev.gatehouse.engine.type;

import dev.gatehouse.engine.content.Content;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Where an archive begins: at the first byte, or behind the program that unpacks it. Programs hold the bare magic
 * numbers of what they can open, so each find is proved by the header that must follow it.
 */
public final class ArchiveStart {

    /** How far into a program an archive is looked for, in bytes; stubs are smaller. */
    private static final int SEARCHED_BYTES = 2 << 20;

    private static final int CHUNK_BYTES = 64 << 10;
    private static final int OVERLAP_BYTES = 8;

    /** The bytes that are first or second in a magic number. */
    private static final boolean[] BEGINS = new boolean[256];

    static {
        for (ArchiveHeader header : ArchiveHeader.ALL) {
            BEGINS[header.magic(0)] = true;
            BEGINS[header.magic(1)] = true;
        }
    }

    private ArchiveStart() {}

    /**
     * Where a 7z archive begins.
     *
     * @throws IOException if the content cannot be read
     */
    public static OptionalLong sevenZ(Content content) throws IOException {
        return start(content, ArchiveHeader.SEVEN_Z);
    }

    /**
     * Where an ARJ archive begins.
     *
     * @throws IOException if the content cannot be read
     */
    public static OptionalLong arj(Content content) throws IOException {
        return start(content, ArchiveHeader.ARJ);
    }

    /**
     * Where a cabinet begins.
     *
     * @throws IOException if the content cannot be read
     */
    public static OptionalLong cab(Content content) throws IOException {
        return start(content, ArchiveHeader.CAB);
    }

    private static OptionalLong start(Content content, ArchiveHeader header) throws IOException {
        Long start = Head.of(content).archives().get(header);
        return start == null ? OptionalLong.empty() : OptionalLong.of(start);
    }

    /** The first start of each kind that is there. */
    static Map<ArchiveHeader, Long> search(Head head) throws IOException {
        Map<ArchiveHeader, Long> starts = new EnumMap<>(ArchiveHeader.class);
        Content content = head.content();
        if (!head.has(0, "MZ") && !head.has(0, "\u007fELF")) {
            visit(content, head.bytes(), 0, 0, head.length(), starts);
            return starts;
        }
        long end = Math.min(content.size(), SEARCHED_BYTES);
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, end) + OVERLAP_BYTES];
        for (long at = 0; at < end; at += CHUNK_BYTES) {
            int length = content.read(at, chunk, 0, chunk.length);
            int last = (int) Math.min(Math.min(CHUNK_BYTES, end - at), length - 1);
            // of the two bytes that begin a magic number, one is at every second place
            for (int i = 0; i <= last; i += 2) {
                if (BEGINS[chunk[i] & 0xff]) {
                    for (int start = Math.max(0, i - 1); start <= i && start < last; start++) {
                        visit(content, chunk, start, at + start, length, starts);
                    }
                }
            }
        }
        return starts;
    }

    private static void visit(
            Content content, byte[] bytes, int i, long position, int length, Map<ArchiveHeader, Long> starts)
            throws IOException {
        for (ArchiveHeader header : ArchiveHeader.ALL) {
            if (header.magicAt(bytes, i, length) && !starts.containsKey(header) && header.proved(content, position)) {
                starts.put(header, position);
            }
        }
    }
}
