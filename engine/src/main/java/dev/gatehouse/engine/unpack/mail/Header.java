package dev.gatehouse.engine.unpack.mail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The header of a mail or a part: of its fields those that tell how the body is to be read.
 *
 * @param fields in their order, with what stands twice
 * @param body where the body begins
 * @param stray where the body begins for a program that ends the header at the first line which is no field, if there is
 *     such a line
 * @param strayFields how many of the fields such a program sees
 * @param overflowed whether fields were too long or too many to be kept
 */
record Header(List<Field> fields, long body, OptionalLong stray, int strayFields, boolean overflowed) {

    /**
     * A field.
     *
     * @param name in lower case, without blanks
     * @param value every byte a character below 256; a line feed where it was folded, without NULs
     */
    record Field(String name, String value) {}

    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_VALUE = 32 << 10;
    private static final int MOST_FIELDS = 64;
    private static final int MOST_BLANK_LINES = 64;
    /** So many lines without a colon, and it is a body that has no header. */
    private static final int MOST_STRAY_LINES = 32;

    /** Reads the header that begins at a position. Blank lines before a mail's are passed over; a part's ends with one. */
    static Header of(Lines lines, long start, long end, boolean ofMail) throws IOException {
        return new Reader(lines, end).read(ofMail ? begin(lines, start, end) : start);
    }

    /** Behind a byte order mark, blank lines, and the line with which an mbox or a pipe begins a message. */
    private static long begin(Lines lines, long start, long end) throws IOException {
        MailText text = lines.text();
        long at = start;
        if (text.u8(at) == 0xef && text.u8(at + 1) == 0xbb && text.u8(at + 2) == 0xbf) {
            at += 3;
        }
        for (int i = 0; i < MOST_BLANK_LINES && at < end; i++) {
            long lineEnd = lines.end(at, end);
            boolean skipped = lines.blank(at, lineEnd)
                    || text.hasAnyCase(at, lineEnd, "from ")
                    || text.hasAnyCase(at, lineEnd, ">from ");
            if (!skipped) {
                return at;
            }
            at = lines.next(lineEnd, end);
        }
        return at < end ? at : start;
    }

    private static final class Reader {

        private final Lines lines;
        private final MailText text;
        private final long end;
        private final List<Field> fields = new ArrayList<>(4);
        private long stray = -1;
        private int strayFields;
        private int strayLines;
        private boolean overflowed;
        private String name = "";
        private StringBuilder value = new StringBuilder();

        Reader(Lines lines, long end) {
            this.lines = lines;
            this.text = lines.text();
            this.end = end;
        }

        Header read(long start) throws IOException {
            long at = start;
            while (at < end) {
                long lineEnd = lines.end(at, end);
                if (lineEnd == at) {
                    return finish(lines.next(lineEnd, end));
                }
                int first = text.u8(at);
                if (first == ' ' || first == '\t') {
                    folded(at, lineEnd);
                } else {
                    field(at, lineEnd);
                }
                if (strayLines > MOST_STRAY_LINES) {
                    return finish(stray);
                }
                at = lines.next(lineEnd, end);
            }
            return finish(end);
        }

        private Header finish(long body) {
            keep();
            boolean two = stray >= 0 && stray < body;
            return new Header(
                    fields, body, two ? OptionalLong.of(stray) : OptionalLong.empty(), strayFields, overflowed);
        }

        /** A line that goes on with the field before. One of blanks alone ends the header for some. */
        private void folded(long at, long lineEnd) throws IOException {
            if (lines.blank(at, lineEnd)) {
                stray(lines.next(lineEnd, end));
            } else if (name.isEmpty() && fields.isEmpty()) {
                long from = at;
                while (text.u8(from) <= ' ' && from < lineEnd) {
                    from++;
                }
                field(from, lineEnd);
            } else if (!name.isEmpty()) {
                append(at, lineEnd, true);
            }
        }

        private void field(long at, long lineEnd) throws IOException {
            keep();
            long colon = at;
            long limit = Math.min(lineEnd, at + LONGEST_NAME);
            while (colon < limit && text.u8(colon) != ':') {
                colon++;
            }
            if (colon == limit) {
                if (limit == lineEnd || text.u8(at) == '-') {
                    strayLines++;
                    stray(at);
                }
                return;
            }
            String found = nameBetween(at, colon);
            if (found.startsWith("content-") || found.equals("mime-version")) {
                name = found;
                append(colon + 1, lineEnd, false);
            }
        }

        private void stray(long at) {
            if (stray < 0) {
                keep();
                stray = at;
                strayFields = fields.size();
            }
        }

        /** In lower case, without the blanks, quotes and NULs that some put in. */
        private String nameBetween(long from, long to) throws IOException {
            StringBuilder letters = new StringBuilder();
            for (long at = from; at < to; at++) {
                int letter = text.u8(at);
                if (letter > ' ' && letter < 0x7f) {
                    letters.append((char) MailText.lower(letter));
                }
            }
            return letters.toString();
        }

        private void append(long from, long to, boolean fold) throws IOException {
            if (fold) {
                value.append('\n');
            }
            for (long at = from; at < to; at++) {
                if (value.length() >= LONGEST_VALUE) {
                    overflowed = true;
                    return;
                }
                int letter = text.u8(at);
                if (letter != 0) {
                    value.append((char) letter);
                }
            }
        }

        private void keep() {
            if (name.isEmpty()) {
                return;
            }
            if (fields.size() < MOST_FIELDS) {
                fields.add(new Field(name, value.toString().strip()));
            } else {
                overflowed = true;
            }
            name = "";
            value = new StringBuilder();
        }
    }
}
