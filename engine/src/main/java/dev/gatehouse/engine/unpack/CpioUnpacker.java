package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.EOFException;
import java.io.IOException;
import java.util.Set;

/**
 * cpio in all its dialects: members are slices. Behind the trailer another cpio may follow, as in a Linux initramfs,
 * or anything else: both are given.
 */
final class CpioUnpacker implements Unpacker {

    private static final String TRAILER = "TRAILER!!!";
    private static final int REGULAR = 0x8000;
    private static final int TYPE_MASK = 0xf000;

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.CPIO);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        ByteView view = new ByteView(content, sink.deadline());
        boolean trailer = false;
        long at = 0;
        try {
            while (at < view.size()) {
                CpioHeader header = CpioHeader.read(view, at);
                if (header == null) {
                    if (!trailer) {
                        sink.reason(new Reason(ReasonCode.MALFORMED, "no cpio header at byte " + at));
                    }
                    JoinedStreams.trailing(view, at, sink);
                    return;
                }
                trailer = header.name().equals(TRAILER);
                boolean regular = (header.mode() & TYPE_MASK) == REGULAR;
                if (!trailer && (header.bytes() > 0 || regular)) {
                    sink.slice(Member.sized(header.name(), header.bytes()), header.data(), header.bytes());
                }
                at = header.end();
                if (trailer) {
                    at = view.skipZeros(at);
                }
            }
        } catch (EOFException _) {
            trailer = false;
        }
        if (!trailer) {
            throw Fault.truncated("the cpio has no trailer");
        }
    }
}
