package dev.gatehouse.engine.content;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;

/** A part in memory: small files and small members. */
public final class MemoryContent implements Content {

    private final byte[] bytes;
    private final int size;

    /**
     * The first bytes of an array, which nobody may change from now on.
     *
     * @param size how many of them, in bytes
     */
    public MemoryContent(byte[] bytes, int size) {
        Objects.checkFromIndexSize(0, size, bytes.length);
        this.bytes = bytes;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        if (position >= size) {
            return 0;
        }
        int count = (int) Math.min(length, size - position);
        System.arraycopy(bytes, (int) position, target, offset, count);
        return count;
    }

    @Override
    public int read(long position, MemorySegment target) {
        if (position >= size) {
            return 0;
        }
        int count = (int) Math.min(target.byteSize(), size - position);
        MemorySegment.copy(bytes, (int) position, target, ValueLayout.JAVA_BYTE, 0, count);
        return count;
    }

    @Override
    public MemorySegment bytes() {
        return MemorySegment.ofArray(bytes).asSlice(0, size).asReadOnly();
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
    public void close() {
        // nothing is held
    }
}
