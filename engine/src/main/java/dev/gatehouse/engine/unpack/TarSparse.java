package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import java.io.IOException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Sparse members, whose holes are not in the archive. Commons Compress puts them together. */
final class TarSparse {

    private static final int EXTENDED_OFFSET = 482;
    private static final int EXTENSION_EXTENDED_OFFSET = 504;
    private static final int BLOCK = 512;

    private TarSparse() {}

    /** Gives the member whose first header stands at a position to the sink. */
    static void give(String name, Content content, long first, PartSink sink) throws IOException {
        SourceStream source = new SourceStream(content, first, content.size(), sink.deadline());
        try (TarArchiveInputStream tar = new TarArchiveInputStream(source)) {
            TarArchiveEntry entry = tar.getNextEntry();
            if (entry == null) {
                throw Fault.malformed("the sparse member has no entry");
            }
            sink.part(Member.sized(name, entry.getRealSize()), tar);
        }
    }

    /** How many bytes of map follow the header at a position in GNU's old format; its size does not count them. */
    static long mapBytes(ByteView view, long at) throws IOException {
        long block = at + BLOCK;
        boolean more = view.u8(at + EXTENDED_OFFSET) != 0;
        while (more && block + BLOCK <= view.size()) {
            more = view.u8(block + EXTENSION_EXTENDED_OFFSET) != 0;
            block += BLOCK;
        }
        return block - at - BLOCK;
    }
}
