package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.brotli.dec.BrotliInputStream;

/**
 * WOFF2 fonts, whose
 * tables are one Brotli stream after the directory. WOFF File Format 2.0, section 4.
 */
final class Woff2Unpacker implements Unpacker {

    private static final int HEADER_BYTES = 48;
    private static final int ARBITRARY_TAG = 0x3f;
    private static final int NULL_TRANSFORM = 3;

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.WOFF2);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        ByteView view = new ByteView(content, sink.deadline());
        long compressed = view.u32be(20);
        long start = directoryEnd(view);
        long end = Math.min(content.size(), start + compressed);
        try (InputStream tables = new ForgivingStream(
                new SalvagingStream(
                        () -> new BrotliInputStream(new SourceStream(content, start, end, sink.deadline()))),
                Woff2Unpacker::padding)) {
            sink.part(Member.named("tables"), tables);
        }
        if (end < start + compressed) {
            throw Fault.truncated("the font's tables end too early");
        }
        JoinedStreams.trailing(view, Math.max(end, lastBlockEnd(view)), sink);
    }

    /** Some fonts pad the stream, which the decoder holds for a fault. */
    private static boolean padding(IOException complaint, long given) {
        Throwable cause = complaint.getCause();
        String message = cause == null ? null : cause.getMessage();
        return given > 0 && message != null && message.contains("Unused bytes");
    }

    /** Where the metadata and private blocks end, if there are any; they lie after the tables. */
    private static long lastBlockEnd(ByteView view) throws IOException {
        long metadataEnd = view.u32be(28) + view.u32be(32);
        long privateEnd = view.u32be(40) + view.u32be(44);
        return Math.max(metadataEnd, privateEnd);
    }

    private static long directoryEnd(ByteView view) throws IOException {
        int tables = view.u16be(12);
        long at = HEADER_BYTES;
        for (int i = 0; i < tables; i++) {
            int flags = view.u8(at++);
            int tag = flags & ARBITRARY_TAG;
            if (tag == ARBITRARY_TAG) {
                at += 4;
            }
            at = numberEnd(view, at);
            boolean glyphs = tag == 10 || tag == 11; // glyf and loca, whose transform 0 is none of the null ones
            int transform = flags >> 6;
            if (glyphs ? transform != NULL_TRANSFORM : transform != 0) {
                at = numberEnd(view, at);
            }
        }
        return view.has(4, "ttcf") ? collectionEnd(view, at) : at;
    }

    private static long collectionEnd(ByteView view, long start) throws IOException {
        long at = start + 4;
        int fonts = view.u8(at);
        at = shortNumberEnd(view, at);
        for (int i = 0; i < fonts; i++) {
            int tables = view.u8(at);
            at = shortNumberEnd(view, at) + 4;
            for (int table = 0; table < tables; table++) {
                at = shortNumberEnd(view, at);
            }
        }
        return at;
    }

    /** The end of a UIntBase128. */
    private static long numberEnd(ByteView view, long start) throws IOException {
        long at = start;
        while ((view.u8(at) & 0x80) != 0) {
            at++;
        }
        return at + 1;
    }

    /** The end of a 255UInt16; counts above 252 fonts or tables do not occur in fonts that browsers load. */
    private static long shortNumberEnd(ByteView view, long start) throws IOException {
        int code = view.u8(start);
        return start + (code == 253 ? 3 : code >= 254 ? 2 : 1);
    }
}
