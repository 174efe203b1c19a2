package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * Rich text: the bytes that it holds as hexadecimal digits, which are embedded objects, pictures and the like. Rich Text
 * Format Specification 1.9.1. Word reads what no writer would write, and so is read here.
 */
final class RtfUnpacker implements Unpacker {

    private static final Set<String> HOLD_BYTES =
            Set.of("objdata", "pict", "datastore", "themedata", "colorschememapping", "fontemb", "fontfile", "svb");

    private static final String OBJECT = "objdata";
    private static final String BINARY = "bin";

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.RTF);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        ByteView view = new ByteView(content, sink.deadline());
        RtfParts parts = new RtfParts(content, sink);
        long at = 0;
        while (at < view.size()) {
            if (view.u8(at) != '\\') {
                at++;
                continue;
            }
            RtfWord word = RtfWord.read(view, at);
            at = word.end();
            String name = word.name().toLowerCase(Locale.ROOT);
            if (name.equals(BINARY) && word.number() > 0 && word.number() <= view.size() - at) {
                at += word.number();
            } else if (name.equals(OBJECT)) {
                parts.object(at);
            } else if (HOLD_BYTES.contains(name)) {
                parts.bytes(name, at);
            }
        }
    }
}
