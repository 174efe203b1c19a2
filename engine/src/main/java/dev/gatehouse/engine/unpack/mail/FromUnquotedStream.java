package dev.gatehouse.engine.unpack.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A message out of an mbox with its quoting undone: {@code >From } at a line's start loses one bracket. */
public final class FromUnquotedStream extends InputStream {

    private static final String SIGN = "From ";
    private static final int BUFFER_BYTES = 8 << 10;
    private static final int MOST_BRACKETS = 64;

    private final InputStream text;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final byte[] one = new byte[1];
    private int next;
    private int filled;
    private boolean ended;
    private boolean lineStart = true;

    /** Reads a message. */
    public FromUnquotedStream(InputStream text) {
        this.text = text;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        int at = offset;
        while (at < offset + length && has(0)) {
            if (lineStart && buffer[next] == '>' && quoted()) {
                next++;
                lineStart = false;
                continue;
            }
            lineStart = buffer[next] == '\n';
            target[at++] = buffer[next++];
        }
        return at == offset && length > 0 ? -1 : at - offset;
    }

    private boolean quoted() throws IOException {
        int brackets = 1;
        while (brackets < MOST_BRACKETS && has(brackets) && buffer[next + brackets] == '>') {
            brackets++;
        }
        for (int i = 0; i < SIGN.length(); i++) {
            if (!has(brackets + i) || buffer[next + brackets + i] != SIGN.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean has(int behind) throws IOException {
        while (next + behind >= filled && !ended) {
            System.arraycopy(buffer, next, buffer, 0, filled - next);
            filled -= next;
            next = 0;
            int count = text.read(buffer, filled, buffer.length - filled);
            if (count <= 0) {
                ended = true;
            } else {
                filled += count;
            }
        }
        return next + behind < filled;
    }
}
