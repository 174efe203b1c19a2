package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.commons.compress.compressors.z.ZCompressorInputStream;

/** Unix compress, .Z. Nothing marks its end, so nothing can trail it: all bytes are codes. */
final class CompressUnpacker implements Unpacker {

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.COMPRESS);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        try (InputStream codes = new SalvagingStream(() -> new ZCompressorInputStream(
                new SourceStream(content, 0, content.size(), sink.deadline()), DecoderMemory.kibibytes(sink)))) {
            sink.part(Member.named(""), codes);
        }
    }
}
