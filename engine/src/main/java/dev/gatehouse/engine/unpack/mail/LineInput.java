package dev.gatehouse.engine.unpack.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads text line by line into one buffer that is used again. Carriage returns count as line ends. A line that is longer
 * than the buffer comes in pieces.
 */
final class LineInput {

    static final int LONGEST_LINE = 16 << 10;

    private final InputStream text;
    private final byte[] buffer = new byte[2 * LONGEST_LINE];
    private int next;
    private int filled;
    private boolean ended;
    private int start;
    private int end;
    private boolean again;

    LineInput(InputStream text) {
        this.text = text;
    }

    /** Goes to the next line; whether there is one. It is in {@link #bytes} until the next call. */
    boolean line() throws IOException {
        if (again) {
            again = false;
            return true;
        }
        int scanned = next;
        while (true) {
            while (scanned < filled && buffer[scanned] != '\n' && buffer[scanned] != '\r') {
                scanned++;
            }
            boolean unsure = scanned < filled && buffer[scanned] == '\r' && scanned + 1 == filled && !ended;
            if (scanned < filled && !unsure) {
                start = next;
                end = scanned;
                boolean pair = buffer[scanned] == '\r' && scanned + 1 < filled && buffer[scanned + 1] == '\n';
                next = scanned + (pair ? 2 : 1);
                return true;
            }
            if (ended || (scanned - next >= LONGEST_LINE && !unsure)) {
                start = next;
                end = scanned;
                next = scanned;
                return end > start;
            }
            System.arraycopy(buffer, next, buffer, 0, filled - next);
            scanned -= next;
            filled -= next;
            next = 0;
            int count = text.read(buffer, filled, buffer.length - filled);
            if (count <= 0) {
                ended = true;
            } else {
                filled += count;
            }
        }
    }

    /** Gives the same line once more at the next call of {@link #line}. */
    void again() {
        again = true;
    }

    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    boolean has(String lowerCase) {
        return LineMarks.has(buffer, start, end, lowerCase);
    }

    String latin() {
        return new String(buffer, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
