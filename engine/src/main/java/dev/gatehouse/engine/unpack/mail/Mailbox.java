package dev.gatehouse.engine.unpack.mail;

import java.io.IOException;

/**
 * The messages of an mbox: each begins with a line {@code From sender date}, which stands at the file's start or behind
 * a blank line and before a field of a header. RFC 4155 and the customs before it.
 */
record Mailbox(Lines lines, LineMarks marks) {

    /** Takes one message. */
    interface Messages {
        void message(long start, long end) throws IOException;
    }

    /** Gives each message, if the file begins like an mbox and there are several; whether there are. */
    boolean messages(Messages messages) throws IOException {
        long size = lines.text().size();
        if (!lines.text().hasAnyCase(0, size, "from ")) {
            return false;
        }
        long start = 0;
        for (int i = marks.firstFrom(1); i < marks.count(); i++) {
            if (marks.kind(i) == LineMarks.FROM && marks.in(i, lines) && begins(marks.position(i), size)) {
                messages.message(start, marks.position(i));
                start = marks.position(i);
            }
        }
        if (start > 0) {
            messages.message(start, size);
        }
        return start > 0;
    }

    private boolean begins(long position, long size) throws IOException {
        long lineBefore = lines.before(position, 0);
        int last = lineBefore == 0 ? '\n' : lines.text().u8(lineBefore - 1);
        return (last == '\n' || last == '\r') && field(lines.next(lines.end(position, size), size), size);
    }

    private boolean field(long start, long size) throws IOException {
        long at = start;
        while (at < size
                && lines.text().u8(at) > ' '
                && lines.text().u8(at) < 0x7f
                && lines.text().u8(at) != ':') {
            at++;
        }
        return at > start && lines.text().u8(at) == ':';
    }
}
