package dev.gatehouse.engine.content;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A part in a file: one that the user named, or a large member spilled to a private temporary file. Reads are
 * positional; the mapping is made only for those who want an address.
 */
public final class FileContent implements Content {

    /** The most that one call asks of the system, in bytes. */
    static final int STRETCH_BYTES = 128 << 10;

    private final FileChannel channel;
    private final long size;
    private @Nullable Arena mapping;
    private @Nullable MemorySegment mapped;

    /**
     * The first bytes of an open channel, which this content owns and closes.
     *
     * @param size how many of them, in bytes
     */
    public FileContent(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    /**
     * Opens a file with the size that it has now.
     *
     * @throws IOException if it cannot be opened
     */
    public static FileContent open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new FileContent(channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        if (position >= size) {
            return 0;
        }
        int wanted = (int) Math.min(length, size - position);
        return fill(ByteBuffer.wrap(target, offset, wanted), position);
    }

    @Override
    public int read(long position, MemorySegment target) throws IOException {
        if (position >= size) {
            return 0;
        }
        long wanted = Math.min(target.byteSize(), size - position);
        return fill(target.asSlice(0, wanted).asByteBuffer(), position);
    }

    private int fill(ByteBuffer buffer, long position) throws IOException {
        int wanted = buffer.remaining();
        while (buffer.hasRemaining()) {
            long at = position + wanted - buffer.remaining();
            if (readSome(channel, buffer, at) < 0) {
                throw new ContentLostException("the file ends at byte " + at + " but had " + size + " bytes");
            }
        }
        return wanted;
    }

    /**
     * Reads a bounded stretch: the JDK copies what goes into a heap array through a direct buffer of the same size, and
     * each thread keeps the largest it ever used.
     */
    static int readSome(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        if (buffer.isDirect() || buffer.remaining() <= STRETCH_BYTES) {
            return channel.read(buffer, position);
        }
        int limit = buffer.limit();
        buffer.limit(buffer.position() + STRETCH_BYTES);
        try {
            return channel.read(buffer, position);
        } finally {
            buffer.limit(limit);
        }
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // closed by close(), with the content
    public synchronized MemorySegment bytes() throws IOException {
        MemorySegment known = mapped;
        if (known != null) {
            return known;
        }
        if (channel.size() < size) {
            throw new ContentLostException("the file has " + channel.size() + " bytes but had " + size);
        }
        Arena arena = Arena.ofShared();
        MemorySegment segment = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
        mapping = arena;
        mapped = segment;
        return segment;
    }

    @Override
    public InputStream stream() {
        return new ContentStream(this);
    }

    @Override
    public SeekableByteChannel channel() {
        return new ContentChannel(this);
    }

    @Override
    public Content slice(long position, long length) {
        return new SliceContent(this, position, length);
    }

    @Override
    public synchronized void close() {
        Arena arena = mapping;
        mapping = null;
        mapped = null;
        if (arena != null) {
            try {
                arena.close();
            } catch (IllegalStateException ignored) {
                // native code that does not end with its scan still reads the mapping, which stays for it
            }
        }
        try {
            channel.close();
        } catch (IOException ignored) {
            // a read-only descriptor holds nothing that could be lost
        }
    }
}
