package dev.gatehouse.engine.unpack.mail;

import java.io.IOException;

/**
 * The lines of a uuencoded block up to its {@code end}: a letter for the number of bytes, then four letters for three
 * bytes, a letter's value being its distance from the blank. Blanks at the end of lines get lost under way and count as
 * zeros; lines of other letters are passed over. POSIX, uuencode.
 */
record UuLines(LineInput lines) implements BlockBytes.Lines {

    private static final int BLANK = ' ';
    private static final int LAST_LETTER = '`';

    @Override
    public boolean decode(BlockBytes into) throws IOException {
        if (!lines.line()) {
            return false;
        }
        if (lines.has("end") && lines.latin().strip().length() == 3) {
            return false;
        }
        if (BlockSigns.begins(lines.bytes(), lines.start(), lines.end())) {
            lines.again();
            return false;
        }
        if (encoded()) {
            line(into);
        }
        return true;
    }

    private boolean encoded() {
        byte[] bytes = lines.bytes();
        for (int at = lines.start(); at < lines.end(); at++) {
            if (bytes[at] < BLANK || bytes[at] > LAST_LETTER) {
                return false;
            }
        }
        return lines.end() > lines.start();
    }

    private void line(BlockBytes into) {
        int left = lines.bytes()[lines.start()] - BLANK & 0x3f;
        for (int at = lines.start() + 1; left > 0; at += 4) {
            int group = value(at) << 18 | value(at + 1) << 12 | value(at + 2) << 6 | value(at + 3);
            into.put(group >> 16);
            if (left > 1) {
                into.put(group >> 8);
            }
            if (left > 2) {
                into.put(group);
            }
            left -= 3;
        }
    }

    private int value(int at) {
        return at < lines.end() ? lines.bytes()[at] - BLANK & 0x3f : 0;
    }
}
