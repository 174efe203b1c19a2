package dev.gatehouse.engine.unpack.mail;

import java.io.IOException;

/**
 * Where lines end, in one of the two readings that are made: a line feed ends a line and so does a carriage return
 * before one; a carriage return alone does in the one reading and not in the other, as mail programs differ.
 *
 * @param text the mail
 * @param bareReturnEnds whether a carriage return alone ends a line
 */
record Lines(MailText text, boolean bareReturnEnds) {

    /** Where the line's text ends: at its line end or at the limit. */
    long end(long start, long limit) throws IOException {
        long at = start;
        while (at < limit && !endsAt(at, limit)) {
            at++;
        }
        return at;
    }

    /** Where the next line begins, given where the text of this one ends. */
    long next(long end, long limit) throws IOException {
        if (end >= limit) {
            return limit;
        }
        boolean pair = text.u8(end) == '\r' && end + 1 < limit && text.u8(end + 1) == '\n';
        return end + (pair ? 2 : 1);
    }

    /** Where the text before a line start ends, the line end before it left out. */
    long before(long lineStart, long limit) throws IOException {
        long at = lineStart;
        if (at > limit && text.u8(at - 1) == '\n') {
            at--;
            return at > limit && text.u8(at - 1) == '\r' ? at - 1 : at;
        }
        return at > limit && bareReturnEnds && text.u8(at - 1) == '\r' ? at - 1 : at;
    }

    /** Whether nothing but blanks and line ends stands there. */
    boolean blank(long start, long end) throws IOException {
        for (long at = start; at < end; at++) {
            if (text.u8(at) > ' ') {
                return false;
            }
        }
        return true;
    }

    private boolean endsAt(long at, long limit) throws IOException {
        int value = text.u8(at);
        if (value == '\n' || value < 0) {
            return true;
        }
        if (value != '\r') {
            return false;
        }
        return bareReturnEnds || (at + 1 < limit && text.u8(at + 1) == '\n');
    }
}
