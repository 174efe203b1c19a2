package dev.gatehouse.engine.content;

import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.SeekableByteChannel;

/**
 * Another content whose reads fail once a deadline is over, so that a parser which reads in circles ends with its time.
 * The check costs one reading of the monotonic clock, about 25 ns.
 */
public final class GuardedContent implements Content {

    private final Content whole;
    private final Deadline deadline;

    /** Guards a content, which stays its owner's to close. */
    public GuardedContent(Content whole, Deadline deadline) {
        this.whole = whole;
        this.deadline = deadline;
    }

    @Override
    public long size() {
        return whole.size();
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        if (deadline.expired()) {
            throw new InterruptedIOException("the scan is over");
        }
        return whole.read(position, target, offset, length);
    }

    @Override
    public int read(long position, MemorySegment target) throws IOException {
        if (deadline.expired()) {
            throw new InterruptedIOException("the scan is over");
        }
        return whole.read(position, target);
    }

    @Override
    public MemorySegment bytes() throws IOException {
        return whole.bytes();
    }

    @Override
    public InputStream stream() {
        return new ContentStream(this);
    }

    @Override
    public SeekableByteChannel channel() {
        return new ContentChannel(this);
    }

    /** A slice that is guarded as well. */
    @Override
    public Content slice(long position, long length) {
        return new SliceContent(this, position, length);
    }

    @Override
    public void close() {
        // the whole is closed by its owner
    }
}
