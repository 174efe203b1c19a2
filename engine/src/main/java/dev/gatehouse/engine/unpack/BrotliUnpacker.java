package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.brotli.dec.BrotliInputStream;

/** Brotli, RFC 7932. It has no magic number: nothing is read as Brotli unless a container or a protocol names it. */
final class BrotliUnpacker implements Unpacker {

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.BROTLI);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        try (InputStream decoded = new SalvagingStream(
                () -> new BrotliInputStream(new SourceStream(content, 0, content.size(), sink.deadline())))) {
            sink.part(Member.named(""), decoded);
        }
    }
}
