package dev.gatehouse.engine.unpack.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Decodes base64 as mail programs do: blanks, line ends and what is no letter of the alphabet are passed over, missing
 * padding is not missed. Where programs go separate ways there is a {@link Reading} for each, and the stream tells
 * whether the bytes gave cause to make it. RFC 2045, 6.8.
 *
 * <p>Four letters go through four tables at once. Measured: see docs/mail.md.
 */
public final class Base64Stream extends InputStream {

    /** What is done where programs differ. */
    public enum Reading {
        /** After padding the next group begins. */
        RESTART,
        /** Padding is passed over as if it were not there. */
        IGNORE_PADDING,
        /** Padding ends the data. */
        STOP_AT_PADDING,
        /** The first character that does not belong ends the data. */
        STOP_AT_JUNK,
        /** {@code -} and {@code _} are letters, as in the alphabet for URLs. */
        URL_ALPHABET
    }

    private static final int BUFFER_BYTES = 16 << 10;

    private static final int BLANK = -1;
    private static final int PADDING = -2;
    private static final int URL_LETTER = -3;
    private static final int JUNK = -4;

    private static final byte[] VALUES = new byte[256];
    private static final int[] FIRST = new int[256];
    private static final int[] SECOND = new int[256];
    private static final int[] THIRD = new int[256];
    private static final int[] FOURTH = new int[256];

    static {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        Arrays.fill(VALUES, (byte) JUNK);
        for (char blank : new char[] {' ', '\t', '\r', '\n', '\f', 0x0b}) {
            VALUES[blank] = BLANK;
        }
        VALUES['='] = PADDING;
        VALUES['-'] = URL_LETTER;
        VALUES['_'] = URL_LETTER;
        for (int i = 0; i < letters.length(); i++) {
            VALUES[letters.charAt(i)] = (byte) i;
        }
        for (int i = 0; i < 256; i++) {
            int value = VALUES[i];
            FIRST[i] = value < 0 ? -1 : value << 18;
            SECOND[i] = value < 0 ? -1 : value << 12;
            THIRD[i] = value < 0 ? -1 : value << 6;
            FOURTH[i] = value < 0 ? -1 : value;
        }
    }

    private final InputStream text;
    private final Reading reading;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final byte[] one = new byte[1];
    private int next;
    private int filled;
    private int bits;
    private int letters;
    /** Decoded and not yet given, up to three, the first in the lowest byte. */
    private int waiting;

    private int waitingBytes;
    private boolean ended;
    private boolean padded;
    private boolean dataAfterPadding;
    private boolean junk;
    private boolean urlLetters;

    /** Decodes a text. */
    public Base64Stream(InputStream text, Reading reading) {
        this.text = text;
        this.reading = reading;
    }

    /** Whether letters followed padding. */
    public boolean dataAfterPadding() {
        return dataAfterPadding;
    }

    /** Whether there was what does not belong. */
    public boolean junk() {
        return junk;
    }

    /** Whether letters of the alphabet for URLs were among it. */
    public boolean urlLetters() {
        return urlLetters;
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
        while (at < end) {
            while (waitingBytes > 0 && at < end) {
                target[at++] = (byte) waiting;
                waiting >>>= 8;
                waitingBytes--;
            }
            if (at == end || ended) {
                break;
            }
            if (next == filled && !fill()) {
                finish();
                continue;
            }
            if (letters == 0 && end - at >= 3) {
                at = groups(target, at, end);
            }
            if (next < filled && waitingBytes == 0) {
                letter(VALUES[buffer[next++] & 0xff]);
            }
        }
        return at == offset && length > 0 ? -1 : at - offset;
    }

    /** As many whole groups as stand together. */
    private int groups(byte[] target, int offset, int end) {
        byte[] from = buffer;
        int in = next;
        int lastIn = filled - 4;
        int out = offset;
        int lastOut = end - 3;
        while (in <= lastIn && out <= lastOut) {
            int group = FIRST[from[in] & 0xff]
                    | SECOND[from[in + 1] & 0xff]
                    | THIRD[from[in + 2] & 0xff]
                    | FOURTH[from[in + 3] & 0xff];
            if (group < 0) {
                break;
            }
            target[out] = (byte) (group >> 16);
            target[out + 1] = (byte) (group >> 8);
            target[out + 2] = (byte) group;
            in += 4;
            out += 3;
        }
        if (in > next) {
            dataAfterPadding |= padded;
            next = in;
        }
        return out;
    }

    private void letter(int value) {
        switch (value) {
            case BLANK -> {}
            case PADDING -> padding();
            case URL_LETTER -> {
                urlLetters = true;
                if (reading == Reading.URL_ALPHABET) {
                    value(buffer[next - 1] == '-' ? 62 : 63);
                } else {
                    junkLetter();
                }
            }
            case JUNK -> junkLetter();
            default -> value(value);
        }
    }

    private void value(int value) {
        dataAfterPadding |= padded;
        bits = bits << 6 | value;
        if (++letters == 4) {
            wait(bits >> 16, bits >> 8, bits, 3);
        }
    }

    private void junkLetter() {
        junk = true;
        if (reading == Reading.STOP_AT_JUNK) {
            finish();
        }
    }

    private void padding() {
        padded = true;
        if (reading == Reading.IGNORE_PADDING) {
            return;
        }
        if (reading == Reading.STOP_AT_PADDING) {
            finish();
        } else {
            flush();
        }
    }

    private void finish() {
        flush();
        ended = true;
    }

    /** Gives the bytes of a group that is not whole. */
    private void flush() {
        if (letters == 2) {
            wait(bits >> 4, 0, 0, 1);
        } else if (letters == 3) {
            wait(bits >> 10, bits >> 2, 0, 2);
        }
        bits = 0;
        letters = 0;
    }

    private void wait(int first, int second, int third, int count) {
        waiting = (first & 0xff) | (second & 0xff) << 8 | (third & 0xff) << 16;
        waitingBytes = count;
        bits = 0;
        letters = 0;
    }

    private boolean fill() throws IOException {
        next = 0;
        filled = Math.max(0, text.read(buffer, 0, buffer.length));
        return filled > 0;
    }
}
