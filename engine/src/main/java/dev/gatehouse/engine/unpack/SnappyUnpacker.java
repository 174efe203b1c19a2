package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.util.Set;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorInputStream;

/** Snappy in frames: all chunks as one stream, then whatever trails them. Snappy framing format, section 4. */
final class SnappyUnpacker implements Unpacker {

    private static final int LAST_UNCOMPRESSED = 0x01;
    private static final int FIRST_SKIPPABLE = 0x80;

    private static final StreamFormat FORMAT = new StreamFormat() {

        @Override
        public Decoding open(Content content, long start, PartSink sink) throws IOException {
            long end = chunksEnd(new ByteView(content, sink.deadline()), start);
            SourceStream source = new SourceStream(content, start, end, sink.deadline());
            return new Decoding(new FramedSnappyCompressorInputStream(source), () -> end);
        }

        @Override
        public long next(ByteView view, long position) throws IOException {
            return view.has(position, "\u00ff\u0006\0\0sNaPpY") ? position : NONE;
        }
    };

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.SNAPPY_FRAMED);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        JoinedStreams.unpack(FORMAT, Member.named(""), content, sink);
    }

    /** Where the first chunk stands that cannot be one; the content's end if the last is cut. */
    private static long chunksEnd(ByteView view, long start) throws IOException {
        long at = start;
        while (at <= view.size() - 4) {
            int type = view.u8(at);
            if (type > LAST_UNCOMPRESSED && type < FIRST_SKIPPABLE) {
                return at;
            }
            at += 4 + (view.u16le(at + 1) | (long) view.u8(at + 3) << 16);
        }
        return Math.min(at, view.size());
    }
}
