package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.EOFException;
import java.io.IOException;
import java.util.Set;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorInputStream;

/**
 * Legacy LZ4, as Linux kernels use it: a magic number, then blocks of up to 8 MiB, each with its size in front. Nothing
 * marks the end: what cannot be a block's size ends it. LZ4 Frame Format 1.6, "Legacy frame".
 */
final class Lz4BlockUnpacker implements Unpacker {

    private static final long MAGIC = 0x184C2102L;

    /** What 8 MiB can grow to when they cannot be compressed: n + n / 255 + 16. */
    private static final long LARGEST_BLOCK = (8L << 20) + (8L << 20) / 255 + 16;

    private static final StreamFormat BLOCKS = new StreamFormat() {

        @Override
        public Decoding open(Content content, long start, PartSink sink) throws IOException {
            long end = start + 4 + new ByteView(content, sink.deadline()).u32le(start);
            if (end > content.size()) {
                throw new EOFException();
            }
            SourceStream source = new SourceStream(content, start + 4, end, sink.deadline());
            return new Decoding(new BlockLZ4CompressorInputStream(source), () -> end);
        }

        @Override
        public long next(ByteView view, long position) throws IOException {
            long at = position;
            while (at <= view.size() - 4 && view.u32le(at) == MAGIC) {
                at += 4;
            }
            if (at > view.size() - 4) {
                return NONE;
            }
            long size = view.u32le(at);
            return size > 0 && size <= LARGEST_BLOCK ? at : NONE;
        }
    };

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.LZ4_BLOCK);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        JoinedStreams.unpack(BLOCKS, Member.named(""), content, sink);
    }
}
