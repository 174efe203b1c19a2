package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.util.Set;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** bzip2: all streams as one, as parallel compressors write many, then whatever trails them. */
final class Bzip2Unpacker implements Unpacker {

    private static final StreamFormat FORMAT = new StreamFormat() {

        @Override
        public Decoding open(Content content, long start, PartSink sink) throws IOException {
            SourceStream source = new SourceStream(content, start, content.size(), sink.deadline());
            return new Decoding(new BZip2CompressorInputStream(source), source::position);
        }

        @Override
        public long next(ByteView view, long position) throws IOException {
            return view.has(position, "BZh") ? position : NONE;
        }
    };

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.BZIP2);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        JoinedStreams.unpack(FORMAT, Member.named(""), content, sink);
    }
}
