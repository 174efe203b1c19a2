package dev.gatehouse.engine.content;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/**
 * Opens the files that users name. A small file is read whole in one go, which gives a snapshot that cannot change under
 * the scan and costs less than a mapping; a larger one is read by position as the scan asks for it.
 */
public final class FileSource {

    /** Up to this size, in bytes, a file is read whole. */
    static final int WHOLE_BYTES = 1 << 20;

    /** Reads of up to this size, in bytes, go through the stack in the JDK's native code, larger ones through malloc. */
    private static final int FIRST_READ_BYTES = 8 << 10;

    private static final int BUFFER_BYTES = 64 << 10;

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);
    private static final ThreadLocal<byte[]> BUFFER = ThreadLocal.withInitial(() -> new byte[BUFFER_BYTES]);

    private FileSource() {}

    /**
     * Opens a file with the size that it has now. The kind of file is not looked at: to open a FIFO waits for its
     * writer.
     *
     * @throws ContentLostException if the file shrinks while it is read
     * @throws IOException if it cannot be opened or read
     */
    public static Content open(Path file) throws IOException {
        String name = file.toString();
        if (file.getFileSystem().equals(FileSystems.getDefault()) && isAscii(name)) {
            try {
                return openStream(name);
            } catch (FileNotFoundException e) {
                // the channel tells what is wrong: a missing file, missing rights, a folder
            }
        }
        return openChannel(FileChannel.open(file, READ));
    }

    /** A name that is not all ASCII may not be the file's: what the platform cannot decode is not told from U+FFFD. */
    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Takes 8 µs for a file of 2 KiB where a channel takes 13: most files are small. */
    private static Content openStream(String name) throws IOException {
        FileInputStream stream = new FileInputStream(name);
        boolean kept = false;
        try {
            byte[] buffer = BUFFER.get();
            int filled = Math.max(0, stream.read(buffer, 0, FIRST_READ_BYTES));
            while (filled < buffer.length) {
                int count = stream.read(buffer, filled, buffer.length - filled);
                if (count < 0) {
                    return new MemoryContent(Arrays.copyOf(buffer, filled), filled);
                }
                filled += count;
            }
            FileChannel channel = stream.getChannel();
            channel.position(0);
            kept = true;
            return openChannel(channel);
        } finally {
            if (!kept) {
                stream.close();
            }
        }
    }

    private static Content openChannel(FileChannel channel) throws IOException {
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
