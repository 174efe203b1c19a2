package dev.gatehouse.engine.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A read-only channel over a content. */
final class ContentChannel implements SeekableByteChannel {

    private static final int CHUNK_BYTES = 16 << 10;

    private final Content content;
    private long position;
    private boolean open = true;

    ContentChannel(Content content) {
        this.content = content;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        requireOpen();
        if (!target.hasRemaining()) {
            return 0;
        }
        int count = target.hasArray() ? readIntoArray(target) : readThroughChunk(target);
        position += count;
        return count == 0 ? -1 : count;
    }

    private int readIntoArray(ByteBuffer target) throws IOException {
        int count =
                content.read(position, target.array(), target.arrayOffset() + target.position(), target.remaining());
        target.position(target.position() + count);
        return count;
    }

    private int readThroughChunk(ByteBuffer target) throws IOException {
        byte[] chunk = new byte[Math.min(CHUNK_BYTES, target.remaining())];
        int count = content.read(position, chunk, 0, chunk.length);
        target.put(chunk, 0, count);
        return count;
    }

    @Override
    public long position() throws IOException {
        requireOpen();
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        requireOpen();
        if (newPosition < 0) {
            throw new IllegalArgumentException("position must not be negative: " + newPosition);
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        requireOpen();
        return content.size();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }

    private void requireOpen() throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }
}
