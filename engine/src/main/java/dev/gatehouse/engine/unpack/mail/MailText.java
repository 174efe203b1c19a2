package dev.gatehouse.engine.unpack.mail;

import dev.gatehouse.engine.content.Content;
import java.io.IOException;

/**
 * The bytes of a mail, read in any order through one window. A mail that fits into the window, as most do, is read from
 * its content once. Past the end there is nothing: -1.
 */
final class MailText {

    /** What is read at once when the mail is read from end to end, in bytes. */
    static final int WINDOW_BYTES = 64 << 10;

    /** Read where one jumps to: most jumps are to the header of a part. */
    private static final int GLIMPSE_BYTES = 2 << 10;

    private final Content content;
    private final byte[] window;
    private long start;
    private int filled;

    MailText(Content content) {
        this.content = content;
        this.window = new byte[(int) Math.min(WINDOW_BYTES, content.size())];
    }

    long size() {
        return content.size();
    }

    /** Moves the window to a position and fills it as far as it goes; the bytes are in {@link #window}. */
    int load(long position) throws IOException {
        if (start != position || filled < Math.min(window.length, size() - position)) {
            fill(position, window.length);
        }
        return filled;
    }

    /** The window's bytes as {@link #load} left them. */
    byte[] window() {
        return window;
    }

    int u8(long position) throws IOException {
        long index = position - start;
        if (index < 0 || index >= filled) {
            if (position < 0 || position >= size()) {
                return -1;
            }
            boolean onward = filled > 0 && position == start + filled;
            fill(position, onward ? window.length : Math.min(GLIMPSE_BYTES, window.length));
            if (filled == 0) {
                return -1;
            }
            index = 0;
        }
        return window[(int) index] & 0xff;
    }

    /** Whether this lower case text stands there in whatever case, before the end. */
    boolean hasAnyCase(long position, long end, String lowerCase) throws IOException {
        if (lowerCase.length() > end - position) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if (lower(u8(position + i)) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static int lower(int value) {
        return value >= 'A' && value <= 'Z' ? value + ('a' - 'A') : value;
    }

    /** Text between two positions, every byte a character below 256. */
    String latin(long from, long to) throws IOException {
        StringBuilder text = new StringBuilder((int) (to - from));
        for (long at = from; at < to; at++) {
            text.append((char) u8(at));
        }
        return text.toString();
    }

    private void fill(long position, int wanted) throws IOException {
        filled = 0;
        start = position;
        filled = content.read(position, window, 0, wanted);
    }
}
