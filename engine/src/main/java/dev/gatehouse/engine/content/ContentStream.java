package dev.gatehouse.engine.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A stream over a content, buffered so that decoders which read byte by byte stay fast. */
final class ContentStream extends InputStream {

    private static final int BUFFER_BYTES = 16 << 10;

    private final Content content;
    private final byte[] buffer;
    private int next;
    private int limit;
    private long position;

    ContentStream(Content content) {
        this.content = content;
        this.buffer = new byte[(int) Math.min(BUFFER_BYTES, Math.max(1, content.size()))];
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
        if (next == limit) {
            if (length >= buffer.length) {
                int count = content.read(position, target, offset, length);
                position += count;
                return count == 0 ? -1 : count;
            }
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, limit - next);
        System.arraycopy(buffer, next, target, offset, count);
        next += count;
        return count;
    }

    @Override
    public long skip(long count) {
        if (count <= 0) {
            return 0;
        }
        int buffered = (int) Math.min(count, limit - next);
        next += buffered;
        long beyond = Math.min(count - buffered, content.size() - position);
        position += beyond;
        return buffered + beyond;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, limit - next + content.size() - position);
    }

    private boolean fill() throws IOException {
        limit = content.read(position, buffer, 0, buffer.length);
        position += limit;
        next = 0;
        return limit > 0;
    }
}
