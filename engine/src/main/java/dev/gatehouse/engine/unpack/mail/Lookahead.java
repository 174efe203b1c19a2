package dev.gatehouse.engine.unpack.mail;

import java.io.IOException;
import java.io.InputStream;

/** A text of which some bytes behind the next one can be seen before it is taken. */
final class Lookahead {

    private static final int BUFFER_BYTES = 8 << 10;

    private final InputStream text;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int filled;
    private boolean ended;

    Lookahead(InputStream text) {
        this.text = text;
    }

    /** Whether so many bytes stand behind the next one; fewer than the buffer holds. */
    boolean has(int behind) throws IOException {
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

    /** The byte so far behind the next one, which {@link #has} found there. */
    byte at(int behind) {
        return buffer[next + behind];
    }

    /** How many bytes can be seen without reading on. */
    int seen() {
        return filled - next;
    }

    /** Takes bytes. */
    void take(int count) {
        next += count;
    }
}
