package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.util.Set;
import org.tukaani.xz.SingleXZInputStream;

/** xz: all streams as one, the padding between them passed over, then whatever trails them. */
final class XzUnpacker implements Unpacker {

    private static final StreamFormat FORMAT = new StreamFormat() {

        @Override
        public Decoding open(Content content, long start, PartSink sink) throws IOException {
            SourceStream source = new SourceStream(content, start, content.size(), sink.deadline());
            return new Decoding(new SingleXZInputStream(source, DecoderMemory.kibibytes(sink)), source::position);
        }

        @Override
        public long next(ByteView view, long position) throws IOException {
            long start = view.skipZeros(position);
            return view.has(start, "\u00fd7zXZ\0") ? start : NONE;
        }
    };

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.XZ);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        JoinedStreams.unpack(FORMAT, Member.named(""), content, sink);
    }
}
