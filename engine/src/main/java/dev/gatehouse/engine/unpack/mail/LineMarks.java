package dev.gatehouse.engine.unpack.mail;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The lines of a mail by which it is taken apart, found in one pass over all its bytes: those that may delimit parts,
 * that may be fields of a part's header, that begin an encoded block, that begin a message in an mbox. All else is
 * passed over eight bytes at a time, at some gigabytes a second; what is done with the marks costs next to nothing.
 *
 * <p>A mark is the position of a line's first byte, shifted up, with its kind below. Eight bytes of memory a mark, and
 * there is a bound on them: beyond it the mail is {@linkplain #overflowed not wholly read}.
 */
final class LineMarks {

    /** {@code --}: a delimiter of parts, perhaps. */
    static final int DASHES = 1;
    /** {@code Content-}: a field of a part's header, perhaps. */
    static final int CONTENT = 2;
    /** The first line of a uuencoded, yEnc or BinHex block, perhaps. */
    static final int BLOCK = 3;
    /** {@code From }: a message in an mbox, perhaps. */
    static final int FROM = 4;
    /** {@code >From }, with any number of brackets. */
    static final int QUOTED_FROM = 5;

    private static final int KIND_BITS = 4;
    private static final int KIND_MASK = 7;
    /** Set when the line before ends with a carriage return alone. */
    private static final int AFTER_BARE_RETURN = 8;

    private static final int MOST_MARKS = 1 << 20;

    /** What is looked at behind a line start to tell its kind. */
    private static final int LONGEST_SIGN = 64;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private long[] marks = new long[64];
    private int count;
    private boolean overflowed;
    private boolean bareReturns;

    private LineMarks() {}

    /** Finds the marks of a whole mail. */
    static LineMarks of(MailText text) throws IOException {
        LineMarks marks = new LineMarks();
        long size = text.size();
        marks.line(text.window(), 0, text.load(0), 0, false);
        long position = 0;
        while (position < size) {
            int filled = text.load(position);
            if (filled == 0) {
                break;
            }
            boolean last = position + filled >= size;
            // the lines that begin in the last bytes of a window are looked at with the next
            int end = last ? filled : Math.max(1, filled - LONGEST_SIGN);
            marks.scan(text.window(), end, filled, position);
            position += end;
        }
        return marks;
    }

    int count() {
        return count;
    }

    /** Whether there were more lines of note than are kept. */
    boolean overflowed() {
        return overflowed;
    }

    /** Whether a carriage return stands alone somewhere. */
    boolean bareReturns() {
        return bareReturns;
    }

    long position(int index) {
        return marks[index] >>> KIND_BITS;
    }

    int kind(int index) {
        return (int) marks[index] & KIND_MASK;
    }

    /** Whether the line exists in a reading. */
    boolean in(int index, Lines lines) {
        return lines.bareReturnEnds() || (marks[index] & AFTER_BARE_RETURN) == 0;
    }

    /** The first mark at a position or after it. */
    int firstFrom(long position) {
        int found = Arrays.binarySearch(marks, 0, count, position << KIND_BITS);
        return found >= 0 ? found : -found - 1;
    }

    /** Whether a line of a kind begins within a stretch. */
    boolean any(int kind, long from, long to) {
        for (int i = firstFrom(from); i < count && position(i) < to; i++) {
            if (kind(i) == kind) {
                return true;
            }
        }
        return false;
    }

    private void scan(byte[] bytes, int end, int filled, long position) {
        int at = 0;
        while (at < end) {
            while (at + Long.BYTES <= end) {
                long word = (long) LONGS.get(bytes, at);
                if (((word - ONES * ('\r' + 1)) & ~word & HIGHS) != 0) { // a byte below 14
                    break;
                }
                at += Long.BYTES;
            }
            int stop = Math.min(end, at + Long.BYTES);
            while (at < stop) {
                int value = bytes[at++];
                if (value == '\n') {
                    line(bytes, at, filled, position, false);
                } else if (value == '\r' && at < filled && bytes[at] != '\n') {
                    bareReturns = true;
                    line(bytes, at, filled, position, true);
                }
            }
        }
    }

    /** A line begins. */
    private void line(byte[] bytes, int at, int filled, long position, boolean afterBareReturn) {
        int kind = at < filled ? kind(bytes, at, filled) : 0;
        if (kind == 0) {
            return;
        }
        if (count == MOST_MARKS) {
            overflowed = true;
            return;
        }
        if (count == marks.length) {
            marks = Arrays.copyOf(marks, 2 * count);
        }
        marks[count++] = (position + at) << KIND_BITS | kind | (afterBareReturn ? AFTER_BARE_RETURN : 0);
    }

    private static int kind(byte[] bytes, int at, int filled) {
        return switch (bytes[at]) {
            case '-' -> at + 1 < filled && bytes[at + 1] == '-' ? DASHES : 0;
            case 'c', 'C' -> has(bytes, at, filled, "content-") ? CONTENT : 0;
            case 'b', 'B', '=', '(' -> BlockSigns.begins(bytes, at, filled) ? BLOCK : 0;
            case 'F' -> has(bytes, at, filled, "from ") ? FROM : 0;
            case '>' -> quotedFrom(bytes, at, filled) ? QUOTED_FROM : 0;
            default -> 0;
        };
    }

    private static boolean quotedFrom(byte[] bytes, int start, int filled) {
        int at = start;
        while (at < filled && at < start + LONGEST_SIGN / 2 && bytes[at] == '>') {
            at++;
        }
        return has(bytes, at, filled, "from ");
    }

    static boolean has(byte[] bytes, int at, int filled, String lowerCase) {
        if (at + lowerCase.length() > filled) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if (MailText.lower(bytes[at + i]) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
