package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.unpack.mail.TextBlocks;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** Files encoded within text: uuencoded, in yEnc, in BinHex 4.0. */
final class EncodedTextUnpacker implements Unpacker {

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.ENCODED_TEXT);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        open(content, sink);
    }

    static void open(Content content, PartSink sink) throws IOException {
        TextBlocks.read(new SourceStream(content, 0, content.size(), sink.deadline()), new TextBlocks.Files() {
            @Override
            public void file(String name, InputStream bytes) throws StopUnpacking {
                sink.part(Member.named(name), bytes);
            }

            @Override
            public void reason(Reason reason) {
                sink.reason(reason);
            }
        });
    }
}
