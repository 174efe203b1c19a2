package dev.gatehouse.engine.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The next so many bytes of another stream. Where that one ends before, this one fails. */
final class BoundedStream extends InputStream {

    private final InputStream stream;
    private long left;

    BoundedStream(InputStream stream, long bytes) {
        this.stream = stream;
        this.left = bytes;
    }

    /** Passes over what was not read. */
    void finish() throws IOException {
        long skipped = left;
        left = 0;
        stream.skipNBytes(skipped);
    }

    @Override
    public int read() throws IOException {
        if (left <= 0) {
            return -1;
        }
        int next = stream.read();
        if (next < 0) {
            throw new EOFException();
        }
        left--;
        return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (left <= 0 && length > 0) {
            return -1;
        }
        int count = stream.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException();
        }
        left -= count;
        return count;
    }
}
