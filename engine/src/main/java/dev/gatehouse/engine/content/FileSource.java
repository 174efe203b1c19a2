package dev.gatehouse.engine.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Opens the files that users name. A small file is read whole in one go, which gives a snapshot that cannot change under
 * the scan and costs less than a mapping; a larger one is read by position as the scan asks for it.
 */
public final class FileSource {

    /** Up to this size, in bytes, a file is read whole. */
    static final int WHOLE_BYTES = 1 << 20;

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);

    private FileSource() {}

    /**
     * Opens a file with the size that it has now. The kind of file is not looked at: to open a FIFO waits for its
     * writer.
     *
     * @throws ContentLostException if the file shrinks while it is read
     * @throws IOException if it cannot be opened or read
     */
    public static Content open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, READ);
        boolean kept = false;
        try {
            long size = channel.size();
            if (size > WHOLE_BYTES) {
                kept = true;
                return new FileContent(channel, size);
            }
            return size == 0 ? readUnsized(channel) : readWhole(channel, (int) size);
        } finally {
            if (!kept) {
                channel.close();
            }
        }
    }

    private static Content readWhole(FileChannel channel, int size) throws IOException {
        byte[] bytes = new byte[size];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (FileContent.readSome(channel, buffer, buffer.position()) < 0) {
                throw new ContentLostException(
                        "the file ends at byte " + buffer.position() + " but had " + size + " bytes");
            }
        }
        return new MemoryContent(bytes, size);
    }

    /** Files that the kernel makes up as they are read have size 0 and bytes all the same; see proc(5). */
    private static Content readUnsized(FileChannel channel) throws IOException {
        InputStream stream = Channels.newInputStream(channel);
        byte[] bytes = stream.readNBytes(WHOLE_BYTES + 1);
        if (bytes.length > WHOLE_BYTES) {
            throw new IOException("the file has size 0 but more than " + WHOLE_BYTES + " bytes: scan it as a stream");
        }
        return new MemoryContent(bytes, bytes.length);
    }
}
