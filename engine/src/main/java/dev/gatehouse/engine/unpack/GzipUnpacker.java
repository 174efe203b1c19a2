package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.util.Set;

/**
 * gzip, RFC 1952: all members as one stream, then whatever trails them. The member's name is the one in the first
 * header, if it has one.
 */
final class GzipUnpacker implements Unpacker {

    private static final StreamFormat FORMAT = new StreamFormat() {

        @Override
        public Decoding open(Content content, long start, PartSink sink) throws IOException {
            GzipMember member = new GzipMember(content, start, sink.deadline());
            return new Decoding(member, member::position);
        }

        @Override
        public long next(ByteView view, long position) throws IOException {
            long start = view.skipZeros(position); // tapes pad with zeros, and gzip allows it
            return view.has(start, "\u001f\u008b\b") ? start : NONE;
        }
    };

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.GZIP);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        String name = GzipMember.name(content, sink.deadline());
        JoinedStreams.unpack(FORMAT, Member.named(name), content, sink);
    }
}
