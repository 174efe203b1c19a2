package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/** Walks over elements in the basic encoding rules, X.690, anywhere in a content, also those without a length. */
final class Ber {

    /** Elements without a length are nested no deeper in any message. */
    private static final int MOST_NESTED = 32;

    private static final int CONSTRUCTED = 0x20;
    private static final int OCTETS = 0x04;
    private static final int LONGEST_IDENTIFIER = 32;
    /** How much is looked at for a field of a header: {@code Content-Transfer-Encoding:} and more. */
    static final int FIELD_BYTES = 64;

    private final ByteView view;

    Ber(ByteView view) {
        this.view = view;
    }

    /**
     * An element.
     *
     * @param tag its first byte
     * @param start where it begins
     * @param body where what it holds begins
     * @param length of what it holds in bytes, or -1 where only a mark ends it
     * @param limit where what holds it ends, as far as that is known
     */
    record Element(int tag, long start, long body, long length, long limit) {

        /** Whether only a mark ends it. */
        boolean indefinite() {
            return length < 0;
        }

        /** Where what it holds ends at the latest. */
        long bodyLimit() {
            return indefinite() ? limit : body + length;
        }
    }

    /** The element at a position. */
    Element at(long position, long limit) throws IOException {
        int tag = view.u8(position);
        if ((tag & 0x1f) == 0x1f) {
            throw Fault.malformed("a tag of several bytes at byte " + position);
        }
        int first = view.u8(position + 1);
        if (first < 0x80) {
            return new Element(tag, position, position + 2, first, limit);
        }
        int count = first & 0x7f;
        if (count == 0) {
            return new Element(tag, position, position + 2, -1, limit);
        }
        if (count > 7) {
            throw Fault.malformed("a length of " + count + " bytes at byte " + position);
        }
        long length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | view.u8(position + 2 + i);
        }
        return new Element(tag, position, position + 2 + count, length, limit);
    }

    /** The first element within another. */
    Element first(Element outer) throws IOException {
        if (outer.bodyLimit() <= outer.body()) {
            throw Fault.malformed("nothing within the element at byte " + outer.start());
        }
        return at(outer.body(), outer.bodyLimit());
    }

    /** The element behind one that another holds; nothing at the end. */
    Optional<Element> next(Element element, Element outer) throws IOException {
        long end = end(element, 0);
        if (end >= outer.bodyLimit() || (outer.indefinite() && endMark(end))) {
            return Optional.empty();
        }
        return Optional.of(at(end, outer.bodyLimit()));
    }

    /** Where an element ends, its mark included. */
    long end(Element element, int depth) throws IOException {
        if (!element.indefinite()) {
            return element.body() + element.length();
        }
        if (depth > MOST_NESTED) {
            throw Fault.malformed("elements are nested too deep at byte " + element.start());
        }
        long at = element.body();
        while (!endMark(at)) {
            at = end(at(at, element.limit()), depth + 1);
        }
        return at + 2;
    }

    private boolean endMark(long position) throws IOException {
        return view.u8(position) == 0 && view.u8(position + 1) == 0;
    }

    /** What an element of a few bytes holds, in hexadecimal digits. */
    String hex(Element element) throws IOException {
        int length = Math.clamp(element.length(), 0, LONGEST_IDENTIFIER);
        return HexFormat.of().formatHex(view.bytes(element.body(), length));
    }

    /** Whether a field of a mail's header seems to begin there: letters up to a colon. */
    boolean beginsWithField(long position) throws IOException {
        return beginsWithField(view.bytes(position, (int) Math.min(FIELD_BYTES, view.size() - position)));
    }

    static boolean beginsWithField(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && (bytes[at] == '-' || Character.isLetter(bytes[at] & 0x7f)) && bytes[at] > 0) {
            at++;
        }
        return at > 0 && at < bytes.length && bytes[at] == ':';
    }

    /** What an octet string holds, which may come in pieces, and these again. */
    final class Octets extends InputStream {

        private final Content content;
        private final Deadline deadline;
        private final Deque<Element> open = new ArrayDeque<>();
        private final byte[] one = new byte[1];
        private InputStream piece = InputStream.nullInputStream();
        private long next;

        Octets(Content content, Element octets, Deadline deadline) {
            this.content = content;
            this.deadline = deadline;
            this.open.push(octets);
            this.next = octets.body();
        }

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            while (true) {
                int count = piece.read(target, offset, length);
                if (count >= 0) {
                    return count;
                }
                if (!nextPiece()) {
                    return -1;
                }
            }
        }

        private boolean nextPiece() throws IOException {
            while (!open.isEmpty()) {
                Element outer = open.element();
                boolean marked = outer.indefinite() && endMark(next);
                if (marked || next >= outer.bodyLimit()) {
                    open.pop();
                    next += marked ? 2 : 0;
                    continue;
                }
                Element inner = at(next, outer.bodyLimit());
                if (inner.tag() == (OCTETS | CONSTRUCTED)) {
                    if (open.size() > MOST_NESTED) {
                        throw Fault.malformed("pieces are nested too deep at byte " + next);
                    }
                    open.push(inner);
                    next = inner.body();
                } else if (inner.tag() == OCTETS && !inner.indefinite()) {
                    next = inner.body() + inner.length();
                    piece = piece(inner);
                    return true;
                } else {
                    throw Fault.malformed("a piece that is none at byte " + next);
                }
            }
            return false;
        }

        private InputStream piece(Element octets) throws IOException {
            if (octets.body() + octets.length() > content.size()) {
                next = content.size();
                open.clear();
                return new CutStream(
                        new SourceStream(content, octets.body(), content.size(), deadline, octets.length()));
            }
            return new SourceStream(content, octets.body(), octets.body() + octets.length(), deadline, octets.length());
        }
    }

    /** Ends with the fault that there should be more. */
    private static final class CutStream extends InputStream {

        private final InputStream bytes;
        private final byte[] one = new byte[1];

        CutStream(InputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = bytes.read(target, offset, length);
            if (count < 0) {
                throw Fault.truncated("the content ends within an octet string");
            }
            return count;
        }
    }
}
