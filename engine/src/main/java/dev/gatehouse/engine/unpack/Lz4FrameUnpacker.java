package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.util.Set;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/** LZ4 frames: all as one, those to be skipped passed over, then whatever trails them. LZ4 Frame Format 1.6. */
final class Lz4FrameUnpacker implements Unpacker {

    private static final long MAGIC = 0x184D2204L;

    private static final StreamFormat FORMAT = new StreamFormat() {

        @Override
        public Decoding open(Content content, long start, PartSink sink) throws IOException {
            SourceStream source = new SourceStream(content, start, content.size(), sink.deadline());
            return new Decoding(new FramedLZ4CompressorInputStream(source), source::position);
        }

        @Override
        public long next(ByteView view, long position) throws IOException {
            long start = SkippableFrames.skip(view, position);
            return start <= view.size() - 4 && view.u32le(start) == MAGIC ? start : NONE;
        }
    };

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.LZ4_FRAME);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        JoinedStreams.unpack(FORMAT, Member.named(""), content, sink);
    }
}
