package dev.gatehouse.engine.unpack.mail;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/** Takes a mail apart in every way that it can be read. For one mail and one thread. */
public final class MailStructure {

    private final MailText text;
    private final LineMarks marks;
    private final MailPieces pieces;
    private final Set<Piece> given = new HashSet<>();

    /** What tells one piece from another. */
    private record Piece(long start, long end, TransferEncoding encoding, Leaf.Kind kind) {}

    private MailStructure(MailText text, LineMarks marks, MailPieces pieces) {
        this.text = text;
        this.marks = marks;
        this.pieces = pieces;
    }

    /**
     * Gives all pieces of a mail, or of a file of mails.
     *
     * @throws IOException if the content cannot be read, or no more is wanted
     */
    public static void read(Content content, MailPieces pieces) throws IOException {
        MailText text = new MailText(content);
        LineMarks marks = LineMarks.of(text);
        MailStructure structure = new MailStructure(text, marks, pieces);
        if (marks.overflowed()) {
            structure.pieces.reason(new Reason(
                    ReasonCode.LIMIT_PARTS,
                    "more than " + marks.count() + " lines may delimit parts or be their fields"));
        }
        structure.readings();
    }

    private void readings() throws IOException {
        reading(new Lines(text, true));
        if (marks.bareReturns()) {
            reading(new Lines(text, false));
        }
    }

    private void reading(Lines lines) throws IOException {
        Mailbox mailbox = new Mailbox(lines, marks);
        boolean several = mailbox.messages(this::message);
        TreeWalk walk = new TreeWalk(lines, marks, this::once, pieces::reason);
        if (several) {
            walk.withoutStrays();
        }
        walk.mail(0, text.size());
    }

    private void message(long start, long end) throws IOException {
        boolean quoted = marks.any(LineMarks.QUOTED_FROM, start, end);
        String name = "message";
        once(new Leaf(name, start, end, TransferEncoding.IDENTITY, Leaf.Kind.MAIL, ""));
        if (quoted) {
            once(new Leaf(name, start, end, TransferEncoding.FROM_QUOTED, Leaf.Kind.MAIL, ""));
        }
    }

    private void once(Leaf leaf) throws IOException {
        if (leaf.end() > leaf.start() && given.add(new Piece(leaf.start(), leaf.end(), leaf.encoding(), leaf.kind()))) {
            pieces.leaf(leaf);
        }
    }

    /** Stretches that do not overlap, so that a position within one is found fast. */
    static final class Stretches {

        private final TreeMap<Long, Long> ends = new TreeMap<>();

        void add(long start, long end) {
            ends.merge(start, end, Math::max);
        }

        boolean holds(long position) {
            var floor = ends.floorEntry(position);
            return floor != null && position < floor.getValue();
        }
    }
}
