package dev.gatehouse.engine.unpack.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/** The decoded bytes of a block, made line by line as they are read. */
final class BlockBytes extends InputStream {

    /** Decodes lines. */
    interface Lines {
        /**
         * Puts what the next line holds into the stream, which may be nothing.
         *
         * @return whether there was a line; if not, the block is over
         */
        boolean decode(BlockBytes into) throws IOException;
    }

    private final Lines lines;
    private final byte[] one = new byte[1];
    private byte[] bytes = new byte[1 << 10];
    private int next;
    private int filled;
    private boolean ended;

    BlockBytes(Lines lines) {
        this.lines = lines;
    }

    void put(int value) {
        if (filled == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * filled);
        }
        bytes[filled++] = (byte) value;
    }

    void put(byte[] from, int offset, int length) {
        while (bytes.length - filled < length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        System.arraycopy(from, offset, bytes, filled, length);
        filled += length;
    }

    /** Reads to the end what nobody read. */
    void drain() throws IOException {
        while (next < filled || more()) {
            next = filled;
        }
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (next == filled && !more()) {
            return -1;
        }
        int count = Math.min(length, filled - next);
        System.arraycopy(bytes, next, target, offset, count);
        next += count;
        return count;
    }

    private boolean more() throws IOException {
        next = 0;
        filled = 0;
        while (!ended && filled == 0) {
            ended = true; // a decoder that threw is not asked again
            ended = !lines.decode(this);
        }
        return filled > 0;
    }
}
