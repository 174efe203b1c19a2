package dev.gatehouse.engine.unpack.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Decodes quoted-printable as mail programs do: digits in either case, soft line breaks with blanks before the line end,
 * and what is no escape stays as it is, or loses its sign in the other reading. RFC 2045, 6.7.
 */
public final class QuotedPrintableStream extends InputStream {

    /** What is done where programs differ. */
    public enum Reading {
        /** All but escapes and soft breaks stays. */
        LITERAL,
        /** An equals sign that escapes nothing is dropped. */
        DROP_BAD_SIGNS,
        /** Blanks at the end of a line are dropped: they are not the author's. */
        DROP_TRAILING_BLANKS
    }

    private static final int BUFFER_BYTES = 8 << 10;
    /** How many blanks a soft break may hold between its sign and the line's end. */
    private static final int MOST_BLANKS = 1 << 10;

    private final InputStream text;
    private final Reading reading;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final byte[] one = new byte[1];
    private int next;
    private int filled;
    private boolean ended;
    private boolean badSigns;
    private boolean trailingBlanks;

    /** Decodes a text. */
    public QuotedPrintableStream(InputStream text, Reading reading) {
        this.text = text;
        this.reading = reading;
    }

    /** Whether an equals sign escaped nothing. */
    public boolean badSigns() {
        return badSigns;
    }

    /** Whether a line ended with blanks. */
    public boolean trailingBlanks() {
        return trailingBlanks;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        int at = offset;
        int end = offset + length;
        while (at < end && has(0)) {
            int value = buffer[next];
            if (value == '=') {
                int decoded = escape();
                if (decoded >= 0) {
                    target[at++] = (byte) decoded;
                }
            } else if ((value == ' ' || value == '\t') && blanksEndLine()) {
                trailingBlanks = true;
                if (reading == Reading.DROP_TRAILING_BLANKS) {
                    next++;
                } else {
                    target[at++] = buffer[next++];
                }
            } else {
                target[at++] = (byte) value;
                next++;
                at = plain(target, at, end);
            }
        }
        return at == offset && length > 0 ? -1 : at - offset;
    }

    /** What stands for itself, up to the next sign or blank. */
    private int plain(byte[] target, int offset, int end) {
        int at = offset;
        int from = next;
        int limit = Math.min(filled, from + end - at);
        while (from < limit && buffer[from] != '=' && buffer[from] != ' ' && buffer[from] != '\t') {
            target[at++] = buffer[from++];
        }
        next = from;
        return at;
    }

    /** What an equals sign stands for: a byte, or nothing. */
    private int escape() throws IOException {
        int high = has(1) ? Character.digit((char) (buffer[next + 1] & 0xff), 16) : -1;
        int low = high >= 0 && has(2) ? Character.digit((char) (buffer[next + 2] & 0xff), 16) : -1;
        if (low >= 0) {
            next += 3;
            return high << 4 | low;
        }
        int blanks = 0;
        while (blanks < MOST_BLANKS && has(1 + blanks) && blank(buffer[next + 1 + blanks])) {
            blanks++;
        }
        int behind = 1 + blanks;
        if (!has(behind)) {
            next += behind;
            return -1;
        }
        int value = buffer[next + behind];
        if (value == '\n' || value == '\r') {
            boolean pair = value == '\r' && has(behind + 1) && buffer[next + behind + 1] == '\n';
            next += behind + (pair ? 2 : 1);
            return -1;
        }
        badSigns = true;
        next++;
        return reading == Reading.DROP_BAD_SIGNS ? -1 : '=';
    }

    private boolean blanksEndLine() throws IOException {
        int count = 1;
        while (count < MOST_BLANKS && has(count) && blank(buffer[next + count])) {
            count++;
        }
        return !has(count) || buffer[next + count] == '\n' || buffer[next + count] == '\r';
    }

    private static boolean blank(int value) {
        return value == ' ' || value == '\t';
    }

    /** Whether so many bytes stand behind the next one. */
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
