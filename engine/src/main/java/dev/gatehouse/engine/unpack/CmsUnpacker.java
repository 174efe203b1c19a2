package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.unpack.Ber.Element;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Cryptographic message syntax, RFC 5652, as S/MIME and .p7m files have it: what is signed, digested or compressed is
 * opened, what is encrypted is a reason. A signature alone, or certificates alone, hold nothing.
 */
final class CmsUnpacker implements Unpacker {

    // content types, 1.2.840.113549.1.7.n and 1.2.840.113549.1.9.16.1.n
    private static final String DATA = "2a864886f70d010701";
    private static final String SIGNED = "2a864886f70d010702";
    private static final String ENVELOPED = "2a864886f70d010703";
    private static final String SIGNED_AND_ENVELOPED = "2a864886f70d010704";
    private static final String DIGESTED = "2a864886f70d010705";
    private static final String ENCRYPTED = "2a864886f70d010706";
    private static final String AUTHENTICATED = "2a864886f70d0109100102";
    private static final String COMPRESSED = "2a864886f70d0109100109";
    private static final String AUTH_ENVELOPED = "2a864886f70d0109100117";

    private static final int OCTETS = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int OCTETS_IN_PIECES = 0x24;
    private static final int SEQUENCE = 0x30;
    /** [0], constructed. */
    private static final int EXPLICIT = 0xa0;

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.CMS);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        Ber ber = new Ber(new ByteView(content, sink.deadline()));
        Element outer = ber.at(0, content.size());
        Element type = ber.first(outer);
        Optional<Element> wrapped = ber.next(type, outer).filter(element -> element.tag() == EXPLICIT);
        if (wrapped.isEmpty()) {
            return;
        }
        Element message = ber.first(wrapped.get());
        String identifier = ber.hex(type);
        switch (identifier) {
            case DATA -> give(ber, message, content, sink);
            case SIGNED, DIGESTED, AUTHENTICATED -> {
                Optional<Element> signed = encapsulated(ber, message);
                if (signed.isPresent()) {
                    give(ber, signed.get(), content, sink);
                }
            }
            case COMPRESSED -> {
                Optional<Element> compressed = encapsulated(ber, message);
                if (compressed.isPresent()) {
                    inflate(ber, compressed.get(), content, sink);
                }
            }
            case ENVELOPED, SIGNED_AND_ENVELOPED, ENCRYPTED, AUTH_ENVELOPED ->
                sink.reason(new Reason(ReasonCode.ENCRYPTED, "an encrypted message of S/MIME"));
            default -> sink.reason(new Reason(ReasonCode.UNSUPPORTED, "a message of type " + identifier));
        }
    }

    /**
     * The content among a message's fields: the sequence of an identifier and [0]. RFC 5652, 5.2. An algorithm is a
     * sequence with an identifier too, but without [0].
     */
    private static Optional<Element> encapsulated(Ber ber, Element message) throws IOException {
        Optional<Element> field = Optional.of(ber.first(message));
        while (field.isPresent()) {
            Element element = field.get();
            if (element.tag() == SEQUENCE && element.bodyLimit() > element.body()) {
                Element type = ber.first(element);
                if (type.tag() == OBJECT_IDENTIFIER) {
                    Optional<Element> wrapped = ber.next(type, element);
                    if (wrapped.isPresent() && wrapped.get().tag() == EXPLICIT) {
                        return Optional.of(ber.first(wrapped.get()));
                    }
                }
            }
            field = ber.next(element, message);
        }
        return Optional.empty();
    }

    /** What S/MIME wraps is a part of mail with a header; it is opened as mail where it begins like one. */
    private static void give(Ber ber, Element octets, Content content, PartSink sink) throws IOException {
        if (octets.tag() == OCTETS && !octets.indefinite()) {
            boolean header = octets.length() > 0 && ber.beginsWithField(octets.body());
            sink.slice(member(header), octets.body(), octets.length());
        } else if (octets.tag() == OCTETS_IN_PIECES) {
            byte[] head;
            try (InputStream start = ber.new Octets(content, octets, sink.deadline())) {
                head = start.readNBytes(Ber.FIELD_BYTES);
            }
            sink.part(member(Ber.beginsWithField(head)), ber.new Octets(content, octets, sink.deadline()));
        } else {
            // before CMS the content was any element: code signatures have a sequence here
            long end = octets.indefinite() ? ber.end(octets, 0) : octets.bodyLimit();
            sink.slice(member(false), octets.start(), end - octets.start());
        }
    }

    /** RFC 3274: zlib. */
    private static void inflate(Ber ber, Element octets, Content content, PartSink sink) throws IOException {
        Inflater inflater = new Inflater();
        try {
            InputStream packed = octets.tag() == OCTETS
                    ? new SourceStream(content, octets.body(), octets.bodyLimit(), sink.deadline())
                    : ber.new Octets(content, octets, sink.deadline());
            sink.part(member(true), new InflaterInputStream(packed, inflater));
        } finally {
            inflater.end();
        }
    }

    private static Member member(boolean mail) {
        return Member.named("").declared(mail ? Set.of(ContentType.MAIL) : Set.of());
    }
}
