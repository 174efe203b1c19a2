package dev.gatehouse.engine.unpack.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A message out of an mbox with its quoting undone: {@code >From } at a line's start loses one bracket. */
public final class FromUnquotedStream extends InputStream {

    private static final String SIGN = "From ";
    private static final int MOST_BRACKETS = 64;

    private final Lookahead text;
    private final byte[] one = new byte[1];
    private boolean lineStart = true;

    /** Reads a message. */
    public FromUnquotedStream(InputStream text) {
        this.text = new Lookahead(text);
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        int at = offset;
        while (at < offset + length && text.has(0)) {
            if (lineStart && text.at(0) == '>' && quoted()) {
                text.take(1);
                lineStart = false;
                continue;
            }
            lineStart = text.at(0) == '\n';
            target[at++] = text.at(0);
            text.take(1);
        }
        return at == offset && length > 0 ? -1 : at - offset;
    }

    private boolean quoted() throws IOException {
        int brackets = 1;
        while (brackets < MOST_BRACKETS && text.has(brackets) && text.at(brackets) == '>') {
            brackets++;
        }
        for (int i = 0; i < SIGN.length(); i++) {
            if (!text.has(brackets + i) || text.at(brackets + i) != SIGN.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
