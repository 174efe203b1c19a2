package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.tukaani.xz.LZMAInputStream;

/**
 * LZMA with the 13-byte header and nothing else, then whatever trails it. It has no magic: other files look like it at
 * times. Those with properties that no packer writes unless asked, and with data that soon makes no sense, are none.
 */
final class LzmaUnpacker implements Unpacker {

    /** lc 3, lp 0, pb 2: what every packer writes by default. */
    private static final int USUAL_PROPERTIES = 0x5d;

    private static final int SOON_BYTES = 4096;

    private static final StreamFormat FORMAT = new StreamFormat() {

        @Override
        public Decoding open(Content content, long start, PartSink sink) throws IOException {
            int properties = new ByteView(content, sink.deadline()).u8(start);
            if (properties == USUAL_PROPERTIES) {
                SourceStream source = new SourceStream(content, start, content.size(), sink.deadline());
                return new Decoding(new LZMAInputStream(source, DecoderMemory.kibibytes(sink)), source::position);
            }
            InputStream salvaged = new SalvagingStream(() -> new LZMAInputStream(
                    new SourceStream(content, start, content.size(), sink.deadline()), DecoderMemory.kibibytes(sink)));
            return new Decoding(new ForgivingStream(salvaged, (complaint, given) -> given < SOON_BYTES), content::size);
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
