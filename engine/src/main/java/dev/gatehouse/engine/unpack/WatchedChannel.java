package dev.gatehouse.engine.unpack;

import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A channel whose reads throw {@link StopUnpacking} once the deadline has passed. */
final class WatchedChannel implements SeekableByteChannel {

    private final SeekableByteChannel channel;
    private final Deadline deadline;

    WatchedChannel(SeekableByteChannel channel, Deadline deadline) {
        this.channel = channel;
        this.deadline = deadline;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (deadline.expired()) {
            throw new StopUnpacking();
        }
        return channel.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return channel.write(source);
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        channel.position(newPosition);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        channel.truncate(size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
