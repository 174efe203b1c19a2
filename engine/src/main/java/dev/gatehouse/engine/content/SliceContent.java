package dev.gatehouse.engine.content;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;

/** A stretch of another content, sharing its bytes: a stored member, a section, what follows the end of an archive. */
public final class SliceContent implements Content {

    private final Content whole;
    private final long start;
    private final long size;

    SliceContent(Content whole, long start, long size) {
        Objects.checkFromIndexSize(start, size, whole.size());
        this.whole = whole;
        this.start = start;
        this.size = size;
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
        return whole.read(start + position, target, offset, (int) Math.min(length, size - position));
    }

    @Override
    public int read(long position, MemorySegment target) throws IOException {
        if (position >= size) {
            return 0;
        }
        return whole.read(start + position, target.asSlice(0, Math.min(target.byteSize(), size - position)));
    }

    @Override
    public MemorySegment bytes() throws IOException {
        return whole.bytes().asSlice(start, size);
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
        Objects.checkFromIndexSize(position, length, size);
        return new SliceContent(whole, start + position, length);
    }

    @Override
    public void close() {
        // the whole is closed by its owner
    }
}
