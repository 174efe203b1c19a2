package dev.gatehouse.engine.unpack.mail;

import dev.gatehouse.engine.unpack.mail.MailStructure.Stretches;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One walk through the tree of a mail's parts, and then through the fields of parts that the tree does not show: what
 * stands behind a delimiter that no header tells of.
 */
final class TreeWalk {

    /** Deeper than any mail that a person made, and far from the end of a stack. */
    private static final int MOST_LEVELS = 100;

    /** How many parts are visited and lines compared before it is enough: an honest mail needs a few thousand. */
    private static final long MOST_WORK = 40_000_000;

    private static final int VISIT_WORK = 100;
    private static final int LONGEST_DELIMITER = 1100;

    // a first line that looks encoded: longer than words are, in letters; how much is looked at
    private static final int SHORTEST_LINE = 20;
    private static final int LONGEST_LINE = 80;
    private static final int MOST_BLANKS = 64;

    /** Takes pieces. */
    interface Leaves {
        void leaf(Leaf leaf) throws IOException;
    }

    private record Stretch(long start, long end) {}

    private final Lines lines;
    private final MailText text;
    private final LineMarks marks;
    private final Leaves leaves;
    private final Consumer<Reason> reasons;
    private final Stretches headers = new Stretches();
    private final Stretches messages = new Stretches();
    private final Set<Stretch> visited = new HashSet<>();
    private final Set<ReasonCode> told = new HashSet<>();
    private boolean strays = true;
    private long work;

    TreeWalk(Lines lines, LineMarks marks, Leaves leaves, Consumer<Reason> reasons) {
        this.lines = lines;
        this.text = lines.text();
        this.marks = marks;
        this.leaves = leaves;
        this.reasons = reasons;
    }

    /** For a file of several mails, which is read as one mail only as far as its first header tells of parts. */
    void withoutStrays() {
        strays = false;
    }

    void mail(long start, long end) throws IOException {
        entity(start, end, 0, "", false);
        if (strays) {
            strays(end);
            encrypted();
        }
    }

    private void entity(long start, long end, int level, String section, boolean inDigest) throws IOException {
        work += VISIT_WORK;
        if (start > end || !visited.add(new Stretch(start, end)) || spent()) {
            return;
        }
        if (level > MOST_LEVELS) {
            tell(ReasonCode.LIMIT_DEPTH, "multiparts are nested deeper than " + MOST_LEVELS);
            return;
        }
        Header header = Header.of(lines, start, end, level == 0);
        headers.add(start, header.body());
        if (header.overflowed()) {
            tell(ReasonCode.LIMIT_MEMORY, "the header at byte " + start + " has too many or too long fields");
        }
        visit(header.fields(), header.body(), end, level, section, inDigest);
        if (header.stray().isPresent()) {
            List<Header.Field> seen = header.fields().subList(0, header.strayFields());
            visit(seen, header.stray().getAsLong(), end, level, section, inDigest);
        }
    }

    private void visit(
            List<Header.Field> fields, long body, long end, int level, String section, boolean inDigest)
            throws IOException {
        PartFields part = PartFields.of(fields);
        if (part.any("multipart/encrypted") || part.any("application/pgp-encrypted")) {
            tell(ReasonCode.ENCRYPTED, "a part is encrypted");
        }
        if (part.multipart()) {
            multipart(part, fields, body, end, level, section);
        }
        if (part.leaf()) {
            leaf(part, body, end, section, inDigest && part.types().isEmpty());
        }
    }

    private void multipart(PartFields part, List<Header.Field> fields, long body, long end, int level, String section)
            throws IOException {
        boolean digest = part.any("multipart/digest");
        boolean split = false;
        for (String boundary : part.boundaries()) {
            split |= split(boundary, body, end, level, section, digest);
        }
        if (!split) {
            String guessed = guess(body, end);
            split = !guessed.isEmpty() && split(guessed, body, end, level, section, digest);
        }
        boolean encoded = false;
        for (TransferEncoding encoding : part.encodings()) {
            if (encoding != TransferEncoding.IDENTITY) {
                encoded = true;
                give(new Leaf(name(part, section), body, end, encoding, Leaf.Kind.MAIL, withoutEncoding(fields)));
            }
        }
        if (!split && !encoded && !part.leaf()) {
            give(new Leaf(name(part, section), body, end, TransferEncoding.IDENTITY, textKind(body, end), ""));
        }
    }

    /** The header of an encoded multipart, as it would stand before the decoded one. */
    private static String withoutEncoding(List<Header.Field> fields) {
        StringBuilder header = new StringBuilder();
        for (Header.Field field : fields) {
            if (field.name().equals("content-type")) {
                header.append("Content-Type: ")
                        .append(field.value().replace("\n", "\r\n"))
                        .append("\r\n");
            }
        }
        return header.append("\r\n").toString();
    }

    /** Cuts a body at its delimiters; whether there is one that begins a part. */
    private boolean split(String boundary, long body, long end, int level, String section, boolean digest)
            throws IOException {
        long from = body;
        int part = 0;
        boolean within = false;
        boolean any = false;
        for (int i = marks.firstFrom(body); i < marks.count() && marks.position(i) < end; i++) {
            work++;
            if (marks.kind(i) != LineMarks.DASHES || !marks.in(i, lines)) {
                continue;
            }
            long line = marks.position(i);
            long lineEnd = lines.end(line, end);
            int delimiter = delimiter(line, lineEnd, boundary);
            if (delimiter == NO_DELIMITER) {
                continue;
            }
            between(within, from, lines.before(line, from), level, numbered(section, part), digest, any);
            within = delimiter == OPENS;
            any |= within;
            part += within ? 1 : 0;
            from = lines.next(lineEnd, end);
        }
        if (any) {
            between(within, from, end, level, numbered(section, part), digest, true);
        }
        return any;
    }

    private void between(boolean within, long from, long to, int level, String section, boolean digest, boolean any)
            throws IOException {
        if (within) {
            entity(from, to, level + 1, section, digest);
        } else if (strays && !lines.blank(from, to)) {
            String name = any ? "epilogue" : "preamble";
            give(new Leaf(name, from, to, TransferEncoding.IDENTITY, textKind(from, to), ""));
            if (looksEncoded(from, to)) {
                give(new Leaf(name, from, to, TransferEncoding.BASE64, Leaf.Kind.DATA, ""));
            }
        }
    }

    private static final int NO_DELIMITER = 0;
    private static final int OPENS = 1;
    private static final int CLOSES = 2;

    /** What a line that begins with two dashes is to a boundary. RFC 2046, 5.1.1. */
    private int delimiter(long line, long lineEnd, String boundary) throws IOException {
        long at = line + 2;
        if (lineEnd - at < boundary.length()) {
            return NO_DELIMITER;
        }
        for (int i = 0; i < boundary.length(); i++) {
            if (text.u8(at + i) != boundary.charAt(i)) {
                return NO_DELIMITER;
            }
        }
        at += boundary.length();
        boolean closes = at + 2 <= lineEnd && text.u8(at) == '-' && text.u8(at + 1) == '-';
        if (closes) {
            at += 2;
        }
        return lines.blank(at, lineEnd) ? closes ? CLOSES : OPENS : NO_DELIMITER;
    }

    /** The boundary of the first line that looks like a delimiter: fields of a part's header follow it. */
    private String guess(long body, long end) throws IOException {
        for (int i = marks.firstFrom(body); i < marks.count() && marks.position(i) < end; i++) {
            work++;
            if (marks.kind(i) == LineMarks.DASHES && marks.in(i, lines)) {
                long line = marks.position(i);
                long lineEnd = lines.end(line, end);
                boolean fieldFollows = i + 1 < marks.count()
                        && marks.kind(i + 1) == LineMarks.CONTENT
                        && marks.position(i + 1) == lines.next(lineEnd, end);
                if (fieldFollows && lineEnd - line < LONGEST_DELIMITER) {
                    return text.latin(line + 2, lineEnd).stripTrailing();
                }
            }
        }
        return "";
    }

    private void leaf(PartFields part, long body, long end, String section, boolean messageByDefault)
            throws IOException {
        if (part.fragment()) {
            tell(ReasonCode.MULTI_VOLUME, "a message in several mails, of which this is one");
        }
        if (part.any("message/external-body")) {
            tell(ReasonCode.UNSUPPORTED, "a part whose body lies elsewhere");
        }
        boolean message = messageByDefault || part.message();
        for (TransferEncoding encoding : part.encodings()) {
            Leaf.Kind kind = message ? Leaf.Kind.MAIL : kind(part, encoding, body, end);
            give(new Leaf(name(part, section), body, end, encoding, kind, ""));
        }
        if (!message && !part.encodings().contains(TransferEncoding.BASE64) && looksEncoded(body, end)) {
            give(new Leaf(name(part, section), body, end, TransferEncoding.BASE64, Leaf.Kind.DATA, ""));
        }
        if (message && !part.encodings().contains(TransferEncoding.IDENTITY)) {
            // nothing but identity is allowed here, and some programs know no other
            give(new Leaf(name(part, section), body, end, TransferEncoding.IDENTITY, Leaf.Kind.MAIL, ""));
        }
        if (message) {
            messages.add(body, end);
        }
    }

    /** Whether the first line that is not blank is base64, which some decode though no field says so. */
    private boolean looksEncoded(long body, long end) throws IOException {
        long at = body;
        while (at < end && at < body + MOST_BLANKS && text.u8(at) <= ' ') {
            at++;
        }
        long start = at;
        while (at < end && at < start + LONGEST_LINE && letter(text.u8(at))) {
            at++;
        }
        return at - start >= SHORTEST_LINE && (at == end || at == start + LONGEST_LINE || text.u8(at) <= ' ');
    }

    private static boolean letter(int value) {
        int lower = MailText.lower(value);
        return (lower >= 'a' && lower <= 'z')
                || (value >= '0' && value <= '9')
                || value == '+'
                || value == '/'
                || value == '=';
    }

    private Leaf.Kind kind(PartFields part, TransferEncoding encoding, long body, long end) {
        if (encoding == TransferEncoding.IDENTITY || encoding == TransferEncoding.UUENCODE) {
            return textKind(body, end);
        }
        return part.text() ? Leaf.Kind.TEXT : Leaf.Kind.DATA;
    }

    private Leaf.Kind textKind(long from, long to) {
        return marks.any(LineMarks.BLOCK, from, to) ? Leaf.Kind.TEXT_WITH_BLOCKS : Leaf.Kind.DATA;
    }

    private void give(Leaf leaf) throws IOException {
        boolean restOfSeveralMails =
                !strays && leaf.encoding() == TransferEncoding.IDENTITY && leaf.end() == text.size();
        if (!restOfSeveralMails) {
            leaves.leaf(leaf);
        }
    }

    /** Fields of parts' headers where no part was seen. Only what they show encoded is new: all else was seen as it is. */
    private void strays(long end) throws IOException {
        for (int i = 0; i < marks.count() && !spent(); i++) {
            long position = marks.position(i);
            work++;
            if (marks.kind(i) != LineMarks.CONTENT
                    || !marks.in(i, lines)
                    || headers.holds(position)
                    || messages.holds(position)) {
                continue;
            }
            Header header = Header.of(lines, position, end, false);
            headers.add(position, header.body());
            stray(header, header.fields(), header.body(), i, end);
            if (header.stray().isPresent()) {
                stray(
                        header,
                        header.fields().subList(0, header.strayFields()),
                        header.stray().getAsLong(),
                        i,
                        end);
            }
        }
    }

    private void stray(Header header, List<Header.Field> fields, long body, int mark, long end) throws IOException {
        PartFields part = PartFields.of(fields);
        work += VISIT_WORK;
        boolean telling = part.multipart()
                || part.message()
                || part.encodings().size() > 1
                || !part.encodings().contains(TransferEncoding.IDENTITY)
                || looksEncoded(body, end);
        if (!telling) {
            return;
        }
        long near = endOfStray(mark, header.body(), end);
        visit(fields, body, near, 1, "stray", false);
        if (near < end && part.multipart()) {
            visit(fields, body, end, 1, "stray", false);
        }
    }

    /** The next line that equals the delimiter before the stray field; if there is none, the next that may be one. */
    private long endOfStray(int mark, long body, long end) throws IOException {
        int before = mark;
        while (before >= 0 && marks.kind(before) != LineMarks.DASHES) {
            before--;
            work++;
        }
        int first = marks.firstFrom(body);
        if (before >= 0) {
            long line = marks.position(before);
            String delimiter = text.latin(line + 2, Math.min(lines.end(line, end), line + LONGEST_DELIMITER))
                    .stripTrailing();
            for (int i = first; i < marks.count() && !spent(); i++) {
                work++;
                if (marks.kind(i) == LineMarks.DASHES && startsWith(marks.position(i) + 2, delimiter)) {
                    return lines.before(marks.position(i), body);
                }
            }
        }
        for (int i = first; i < marks.count(); i++) {
            work++;
            boolean field = marks.kind(i) == LineMarks.CONTENT;
            boolean delimiter = marks.kind(i) == LineMarks.DASHES
                    && i + 1 < marks.count()
                    && marks.kind(i + 1) == LineMarks.CONTENT;
            if (field || delimiter) {
                return lines.before(marks.position(i), body);
            }
        }
        return end;
    }

    private boolean startsWith(long position, String wanted) throws IOException {
        for (int i = 0; i < wanted.length(); i++) {
            if (text.u8(position + i) != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** OpenPGP's armour within text. RFC 9580, 6.2. */
    private void encrypted() throws IOException {
        for (int i = 0; i < marks.count(); i++) {
            long position = marks.position(i);
            if (marks.kind(i) == LineMarks.DASHES
                    && !messages.holds(position)
                    && text.u8(position + 5) == 'B'
                    && text.hasAnyCase(position, text.size(), "-----begin pgp message")) {
                tell(ReasonCode.ENCRYPTED, "text encrypted by OpenPGP");
                return;
            }
        }
    }

    private static String name(PartFields part, String section) {
        String name = part.name();
        return name.isEmpty() ? section.isEmpty() ? "1" : section : name;
    }

    private static String numbered(String section, int part) {
        return section.isEmpty() ? Integer.toString(part) : section + '.' + part;
    }

    private boolean spent() {
        if (work > MOST_WORK) {
            tell(ReasonCode.LIMIT_PARTS, "the mail can be read in too many ways");
            return true;
        }
        return false;
    }

    private void tell(ReasonCode code, String detail) {
        if (told.add(code)) {
            reasons.accept(new Reason(code, detail));
        }
    }
}
