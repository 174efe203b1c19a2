package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.util.Set;

/**
 * RPM: a lead, a header of signatures, a header, then the payload, a compressed cpio, which is given as it lies. RPM
 * package format, version 3.
 */
final class RpmUnpacker implements Unpacker {

    private static final int LEAD_BYTES = 96;
    private static final int INTRODUCTION_BYTES = 16;
    private static final int INDEX_ENTRY_BYTES = 16;

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.RPM);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        ByteView view = new ByteView(content, sink.deadline());
        long signatures = headerEnd(view, LEAD_BYTES);
        long payload = headerEnd(view, (signatures + 7) / 8 * 8);
        if (payload >= view.size()) {
            throw Fault.truncated("the package ends before its payload");
        }
        long length = view.size() - payload;
        sink.slice(Member.sized("payload", length), payload, length);
    }

    private static long headerEnd(ByteView view, long at) throws IOException {
        if (!view.has(at, "\u008e\u00ad\u00e8")) {
            if (at >= view.size()) {
                throw Fault.truncated("the package ends before its header");
            }
            throw Fault.malformed("no RPM header at byte " + at);
        }
        return at + INTRODUCTION_BYTES + view.u32be(at + 8) * INDEX_ENTRY_BYTES + view.u32be(at + 12);
    }
}
