package dev.gatehouse.engine.unpack;

import java.io.IOException;

/**
 * A control word, or a control symbol, whose name is empty.
 *
 * @param name its letters
 * @param number the number behind them; -1 if none stands there or it is negative
 * @param end where what follows it begins
 */
record RtfWord(String name, long number, long end) {

    private static final int LONGEST_NAME = 64;
    private static final int MOST_DIGITS = 12;
    private static final int HEX_SYMBOL_BYTES = 4;

    /** The word whose backslash stands at this position. */
    static RtfWord read(ByteView view, long start) throws IOException {
        long size = view.size();
        long at = start + 1;
        StringBuilder name = new StringBuilder();
        while (at < size && isLetter(view.u8(at)) && name.length() < LONGEST_NAME) {
            name.append((char) view.u8(at++));
        }
        if (name.isEmpty()) {
            boolean hex = at < size && view.u8(at) == '\'';
            return new RtfWord("", -1, Math.min(size, start + (hex ? HEX_SYMBOL_BYTES : 2)));
        }
        boolean negative = at < size && view.u8(at) == '-';
        at += negative ? 1 : 0;
        long number = 0;
        long digits = at;
        while (at < size && view.u8(at) >= '0' && view.u8(at) <= '9' && at - digits < MOST_DIGITS) {
            number = number * 10 + view.u8(at++) - '0';
        }
        boolean told = at > digits && !negative;
        if (at < size && view.u8(at) == ' ') {
            at++;
        }
        return new RtfWord(name.toString(), told ? number : -1, at);
    }

    private static boolean isLetter(int value) {
        int lower = value | 0x20;
        return lower >= 'a' && lower <= 'z';
    }
}
