package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.util.Set;
import org.tukaani.xz.LZMAInputStream;

/** LZMA with the 13-byte header and nothing else, then whatever trails it. */
final class LzmaUnpacker implements Unpacker {

    private static final StreamFormat FORMAT = new StreamFormat() {

        @Override
        public Decoding open(Content content, long start, PartSink sink) throws IOException {
            SourceStream source = new SourceStream(content, start, content.size(), sink.deadline());
            return new Decoding(new LZMAInputStream(source, DecoderMemory.kibibytes(sink)), source::position);
        }

        @Override
        public long next(ByteView view, long position) {
            return position == 0 ? 0 : NONE;
        }
    };

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.LZMA);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        JoinedStreams.unpack(FORMAT, Member.named(""), content, sink);
    }
}
