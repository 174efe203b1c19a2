package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.ContentLostException;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.ReasonCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * A stretch of a content as the input of a decoder. It knows how far the decoder has read, throws {@link StopUnpacking}
 * once the deadline has passed, and ends decoders that go on reading at the end for ever, as some do on cut input. Reads
 * are short only at the end: some decoders take a short read for the end.
 */
final class SourceStream extends InputStream {

    private static final int BUFFER_BYTES = 16 << 10;
    /** A decoder may look a little past the end of its data. */
    private static final int SLACK_BYTES = 64;

    private static final int MOST_READS_AT_END = 1 << 16;

    private final Content content;
    private final Deadline deadline;
    private final long end;
    private final byte[] buffer;
    private long bufferEnd;
    private int next;
    private int limit;
    private int readsAtEnd;

    /** From a position to another, which may lie past the content's end. */
    SourceStream(Content content, long start, long end, Deadline deadline) {
        this(content, start, end, deadline, BUFFER_BYTES);
    }

    /**
     * The same, where few bytes are likely to be read.
     *
     * @param likely how many, in bytes, if that is known; otherwise not positive
     */
    SourceStream(Content content, long start, long end, Deadline deadline, long likely) {
        this.content = content;
        this.deadline = deadline;
        this.end = Math.min(end, content.size());
        this.bufferEnd = Math.min(start, this.end);
        long wanted = likely <= 0 ? BUFFER_BYTES : Math.clamp(likely + SLACK_BYTES, SLACK_BYTES, BUFFER_BYTES);
        this.buffer = new byte[(int) Math.min(wanted, Math.max(1, this.end - bufferEnd))];
    }

    /** The position within the content of the next byte that the decoder will read. */
    long position() {
        return bufferEnd - (limit - next);
    }

    /** Goes to a position within the stretch; past its end counts as its end. */
    void position(long position) {
        long step = position - position();
        if (step >= -next && step <= limit - next) {
            next += (int) step;
        } else {
            bufferEnd = Math.min(position, end);
            next = 0;
            limit = 0;
        }
    }

    /** How many bytes are read from the content at once. */
    int bufferBytes() {
        return buffer.length;
    }

    /** How many bytes are left to read. */
    long remaining() {
        return end - position();
    }

    @Override
    public int read() throws IOException {
        if (next == limit && !fill()) {
            return -1;
        }
        return buffer[next++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        int done = 0;
        while (done < length && (next < limit || fill())) {
            int count = Math.min(length - done, limit - next);
            System.arraycopy(buffer, next, target, offset + done, count);
            next += count;
            done += count;
        }
        return done == 0 ? -1 : done;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.clamp(count, 0, remaining());
        position(position() + skipped);
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, remaining());
    }

    private boolean fill() throws IOException {
        if (deadline.expired()) {
            throw new StopUnpacking();
        }
        int wanted = (int) Math.min(buffer.length, end - bufferEnd);
        if (wanted <= 0) {
            if (++readsAtEnd > MOST_READS_AT_END) {
                throw new EOFException();
            }
            return false;
        }
        try {
            limit = content.read(bufferEnd, buffer, 0, wanted);
        } catch (ContentLostException e) {
            throw e;
        } catch (IOException e) {
            throw new Fault(ReasonCode.UNREADABLE, "cannot read at byte " + bufferEnd, e);
        }
        next = 0;
        bufferEnd += limit;
        return limit > 0;
    }
}
