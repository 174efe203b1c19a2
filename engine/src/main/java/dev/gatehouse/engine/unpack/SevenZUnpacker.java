package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.type.ArchiveStart;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.jspecify.annotations.Nullable;

/** 7z through Commons Compress, at the first byte or behind the program that unpacks it, then whatever trails it. */
final class SevenZUnpacker implements Unpacker {

    private static final int START_BYTES = 32;

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.SEVEN_Z);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        long start = ArchiveStart.sevenZ(content).orElseThrow(() -> Fault.malformed("no 7z header"));
        Content archive = content.slice(start, content.size() - start);
        ByteView view = new ByteView(archive, sink.deadline());
        long end = START_BYTES + view.u64le(12) + view.u64le(20); // the next header's offset and size, 7zFormat.txt
        if (end < START_BYTES || end > archive.size()) {
            throw Fault.truncated("the 7z archive ends before its header, which stands at its end");
        }
        try (SevenZFile file = SevenZFile.builder()
                .setSeekableByteChannel(new WatchedChannel(archive.channel(), sink.deadline()))
                .setMaxMemoryLimitKiB(DecoderMemory.kibibytes(sink))
                .get()) {
            entries(file, sink);
        }
        JoinedStreams.trailing(new ByteView(content, sink.deadline()), start + end, sink);
    }

    private static void entries(SevenZFile file, PartSink sink) throws IOException {
        @Nullable Reason blockFailure = null;
        for (SevenZArchiveEntry entry : file.getEntries()) {
            String name = entry.getName() == null ? "" : entry.getName();
            Member member = Member.sized(name, entry.getSize());
            try {
                file.getNextEntry();
                blockFailure = null;
            } catch (StopUnpacking e) {
                throw e;
            } catch (IOException e) {
                blockFailure = Faults.reasonOf(e);
            } catch (RuntimeException e) {
                // members after the first of a solid block that cannot be opened fail for want of a stream
                blockFailure = blockFailure == null ? Faults.reasonOf(e) : blockFailure;
            }
            if (entry.isDirectory() || entry.isAntiItem()) {
                continue;
            }
            if (!entry.hasStream()) {
                sink.part(member, InputStream.nullInputStream());
            } else if (blockFailure != null) {
                sink.unreadable(member, blockFailure);
            } else {
                sink.part(member, new EntryStream(file));
            }
        }
    }

    /** The current entry. Reads are short, as what is decoded in the call that fails is lost. */
    private static final class EntryStream extends InputStream {

        private static final int MOST_BYTES = 1024;

        private final SevenZFile file;

        EntryStream(SevenZFile file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            return file.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return file.read(target, offset, Math.min(length, MOST_BYTES));
        }
    }
}
