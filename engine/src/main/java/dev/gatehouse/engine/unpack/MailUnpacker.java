package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.unpack.mail.Base64Stream;
import dev.gatehouse.engine.unpack.mail.FromUnquotedStream;
import dev.gatehouse.engine.unpack.mail.Leaf;
import dev.gatehouse.engine.unpack.mail.MailPieces;
import dev.gatehouse.engine.unpack.mail.MailStructure;
import dev.gatehouse.engine.unpack.mail.QuotedPrintableStream;
import dev.gatehouse.engine.unpack.mail.TextBlocks;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/**
 * Mail, RFC 5322 and MIME, and files of several mails. The bodies are decoded in every way that programs differ in, where
 * the bytes give cause: see {@link dev.gatehouse.engine.unpack.mail} and docs/mail.md.
 */
final class MailUnpacker implements Unpacker {

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.MAIL);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        MailStructure.read(content, new Pieces(content, sink));
    }

    private record Pieces(Content content, PartSink sink) implements MailPieces {

        @Override
        public void reason(Reason reason) {
            sink.reason(reason);
        }

        @Override
        public void leaf(Leaf leaf) throws IOException {
            switch (leaf.encoding()) {
                case IDENTITY -> asItIs(leaf);
                case FROM_QUOTED -> sink.part(member(leaf, types(leaf)), new FromUnquotedStream(text(leaf)));
                case UUENCODE -> uuencoded(leaf);
                case BASE64 -> base64(leaf);
                case QUOTED_PRINTABLE -> quotedPrintable(leaf);
            }
        }

        /** The whole is no part of itself. */
        private void asItIs(Leaf leaf) throws IOException {
            if (leaf.end() - leaf.start() < content.size()) {
                sink.slice(member(leaf, types(leaf)), leaf.start(), leaf.end() - leaf.start());
            } else if (leaf.kind() == Leaf.Kind.TEXT_WITH_BLOCKS) {
                EncodedTextUnpacker.open(content, sink);
            }
        }

        /** With a line that begins the block its file is found in it, as in any text. */
        private void uuencoded(Leaf leaf) throws IOException {
            asItIs(leaf);
            if (leaf.kind() != Leaf.Kind.TEXT_WITH_BLOCKS) {
                sink.part(member(leaf, types(leaf)), TextBlocks.withoutBegin(text(leaf)));
            }
        }

        private void base64(Leaf leaf) throws IOException {
            Set<ContentType> types = leaf.kind() == Leaf.Kind.TEXT
                            && TextBlocks.any(new Base64Stream(text(leaf), Base64Stream.Reading.RESTART))
                    ? Set.of(ContentType.ENCODED_TEXT)
                    : types(leaf);
            Member member = member(leaf, types);
            Base64Stream first = new Base64Stream(text(leaf), Base64Stream.Reading.RESTART);
            sink.part(member, headed(leaf, first));
            EnumSet<Base64Stream.Reading> others = EnumSet.noneOf(Base64Stream.Reading.class);
            if (first.dataAfterPadding()) {
                others.add(Base64Stream.Reading.IGNORE_PADDING);
                others.add(Base64Stream.Reading.STOP_AT_PADDING);
            }
            if (first.junk()) {
                others.add(Base64Stream.Reading.STOP_AT_JUNK);
            }
            if (first.urlLetters()) {
                others.add(Base64Stream.Reading.URL_ALPHABET);
            }
            for (Base64Stream.Reading reading : others) {
                sink.part(member, headed(leaf, new Base64Stream(text(leaf), reading)));
            }
        }

        private void quotedPrintable(Leaf leaf) throws IOException {
            Set<ContentType> types = leaf.kind() == Leaf.Kind.TEXT
                            && TextBlocks.any(
                                    new QuotedPrintableStream(text(leaf), QuotedPrintableStream.Reading.LITERAL))
                    ? Set.of(ContentType.ENCODED_TEXT)
                    : types(leaf);
            Member member = member(leaf, types);
            QuotedPrintableStream first = new QuotedPrintableStream(text(leaf), QuotedPrintableStream.Reading.LITERAL);
            sink.part(member, headed(leaf, first));
            if (first.badSigns()) {
                sink.part(
                        member,
                        headed(
                                leaf,
                                new QuotedPrintableStream(text(leaf), QuotedPrintableStream.Reading.DROP_BAD_SIGNS)));
            }
            if (first.trailingBlanks()) {
                sink.part(
                        member,
                        headed(
                                leaf,
                                new QuotedPrintableStream(
                                        text(leaf), QuotedPrintableStream.Reading.DROP_TRAILING_BLANKS)));
            }
        }

        private InputStream text(Leaf leaf) {
            return new SourceStream(content, leaf.start(), leaf.end(), sink.deadline());
        }

        private static InputStream headed(Leaf leaf, InputStream bytes) {
            return leaf.header().isEmpty()
                    ? bytes
                    : new SequenceInputStream(
                            new ByteArrayInputStream(leaf.header().getBytes(StandardCharsets.ISO_8859_1)), bytes);
        }

        private static Member member(Leaf leaf, Set<ContentType> types) {
            return Member.named(leaf.name()).declared(types);
        }

        private static Set<ContentType> types(Leaf leaf) {
            return switch (leaf.kind()) {
                case DATA, TEXT -> Set.of();
                case TEXT_WITH_BLOCKS -> Set.of(ContentType.ENCODED_TEXT);
                case MAIL -> Set.of(ContentType.MAIL);
            };
        }
    }
}
