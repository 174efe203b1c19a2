package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.util.Set;
import org.apache.commons.compress.archivers.dump.DumpArchiveEntry;
import org.apache.commons.compress.archivers.dump.DumpArchiveInputStream;

/** Backups by dump(8) through Commons Compress, which knows those of little-endian machines, plain or with zlib. */
final class DumpUnpacker implements Unpacker {

    private static final int MAGIC_OFFSET = 24;
    private static final long MAGIC = 60012;

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.DUMP);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        ByteView view = new ByteView(content, sink.deadline());
        if (view.u32be(MAGIC_OFFSET) == MAGIC) {
            throw Fault.unsupported("a dump of a big-endian machine");
        }
        SourceStream source = new SourceStream(content, 0, content.size(), sink.deadline());
        try (DumpArchiveInputStream dump = new DumpArchiveInputStream(source)) {
            for (DumpArchiveEntry entry = dump.getNextEntry(); entry != null; entry = dump.getNextEntry()) {
                if (!entry.isDirectory()) {
                    sink.part(Member.sized(entry.getName(), entry.getSize()), dump);
                }
            }
        }
    }
}
