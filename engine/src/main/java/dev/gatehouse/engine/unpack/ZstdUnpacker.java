package dev.gatehouse.engine.unpack;

import com.github.luben.zstd.ZstdInputStream;
import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.util.Set;

/**
 * Zstandard, RFC 8878: all frames as one, those to be skipped passed over, then whatever trails them. The decoder reads
 * ahead, so a frame's end is found by walking its blocks before it is decoded.
 */
final class ZstdUnpacker implements Unpacker {

    private static final long MAGIC = 0xFD2FB528L;

    private static final StreamFormat FORMAT = new StreamFormat() {

        @Override
        public Decoding open(Content content, long start, PartSink sink) throws IOException {
            long end = frameEnd(new ByteView(content, sink.deadline()), start);
            SourceStream source = new SourceStream(content, start, end, sink.deadline());
            return new Decoding(decoder(source, sink), () -> end);
        }

        @Override
        public long next(ByteView view, long position) throws IOException {
            long start = SkippableFrames.skip(view, position);
            return start <= view.size() - 4 && view.u32le(start) == MAGIC ? start : NONE;
        }
    };

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.ZSTD);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        JoinedStreams.unpack(FORMAT, Member.named(""), content, sink);
    }

    /** A decoder that never asks for a larger window than the sink allows. */
    static ZstdInputStream decoder(SourceStream source, PartSink sink) throws IOException {
        ZstdInputStream decoder = new ZstdInputStream(source);
        try {
            return decoder.setLongMax(DecoderMemory.zstdWindowLog(sink));
        } catch (IOException e) {
            decoder.close();
            throw e;
        }
    }

    /** Where the frame at a position ends by its block headers; the content's end if it is cut. RFC 8878, 3.1.1. */
    static long frameEnd(ByteView view, long start) throws IOException {
        long size = view.size();
        if (start + 5 > size) {
            return size;
        }
        int descriptor = view.u8(start + 4);
        boolean singleSegment = (descriptor & 0x20) != 0;
        int dictionaryBytes = new int[] {0, 1, 2, 4}[descriptor & 3];
        int sizeBytes = new int[] {singleSegment ? 1 : 0, 2, 4, 8}[descriptor >> 6];
        long at = start + 5 + (singleSegment ? 0 : 1) + dictionaryBytes + sizeBytes;
        boolean last = false;
        while (!last) {
            if (at + 3 > size) {
                return size;
            }
            int header = view.u16le(at) | view.u8(at + 2) << 16;
            last = (header & 1) != 0;
            boolean repeated = (header >> 1 & 3) == 1;
            at += 3 + (repeated ? 1 : header >> 3);
        }
        return Math.min(size, at + ((descriptor & 4) != 0 ? 4 : 0));
    }
}
