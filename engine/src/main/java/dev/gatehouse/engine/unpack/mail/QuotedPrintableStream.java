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

    /** How many blanks a soft break may hold between its sign and the line's end. */
    private static final int MOST_BLANKS = 1 << 10;

    private final Lookahead text;
    private final Reading reading;
    private final byte[] one = new byte[1];
    private boolean badSigns;
    private boolean trailingBlanks;

    /** Decodes a text. */
    public QuotedPrintableStream(InputStream text, Reading reading) {
        this.text = new Lookahead(text);
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
        while (at < end && text.has(0)) {
            int value = text.at(0);
            if (value == '=') {
                int decoded = escape();
                if (decoded >= 0) {
                    target[at++] = (byte) decoded;
                }
            } else if ((value == ' ' || value == '\t') && blanksEndLine()) {
                trailingBlanks = true;
                if (reading != Reading.DROP_TRAILING_BLANKS) {
                    target[at++] = (byte) value;
                }
                text.take(1);
            } else {
                target[at++] = (byte) value;
                text.take(1);
                at = plain(target, at, end);
            }
        }
        return at == offset && length > 0 ? -1 : at - offset;
    }

    /** What stands for itself, up to the next sign or blank. */
    private int plain(byte[] target, int offset, int end) {
        int most = Math.min(text.seen(), end - offset);
        int count = 0;
        while (count < most && text.at(count) != '=' && !blank(text.at(count))) {
            target[offset + count] = text.at(count);
            count++;
        }
        text.take(count);
        return offset + count;
    }

    /** What an equals sign stands for: a byte, or nothing. */
    private int escape() throws IOException {
        int high = text.has(1) ? Character.digit((char) (text.at(1) & 0xff), 16) : -1;
        int low = high >= 0 && text.has(2) ? Character.digit((char) (text.at(2) & 0xff), 16) : -1;
        if (low >= 0) {
            text.take(3);
            return high << 4 | low;
        }
        int blanks = 0;
        while (blanks < MOST_BLANKS && text.has(1 + blanks) && blank(text.at(1 + blanks))) {
            blanks++;
        }
        int behind = 1 + blanks;
        if (!text.has(behind)) {
            text.take(behind);
            return -1;
        }
        int value = text.at(behind);
        if (value == '\n' || value == '\r') {
            boolean pair = value == '\r' && text.has(behind + 1) && text.at(behind + 1) == '\n';
            text.take(behind + (pair ? 2 : 1));
            return -1;
        }
        badSigns = true;
        text.take(1);
        return reading == Reading.DROP_BAD_SIGNS ? -1 : '=';
    }

    private boolean blanksEndLine() throws IOException {
        int count = 1;
        while (count < MOST_BLANKS && text.has(count) && blank(text.at(count))) {
            count++;
        }
        return !text.has(count) || text.at(count) == '\n' || text.at(count) == '\r';
    }

    private static boolean blank(int value) {
        return value == ' ' || value == '\t';
    }
}
