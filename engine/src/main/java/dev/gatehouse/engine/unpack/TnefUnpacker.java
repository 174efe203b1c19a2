package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.EOFException;
import java.io.IOException;
import java.util.Set;

/**
 * TNEF, the {@code winmail.dat} that Outlook sends: a mail's bodies and attachments as a list of attributes, some of
 * which are lists of properties. [MS-OXTNEF] 2.1.
 */
final class TnefUnpacker implements Unpacker {

    private static final int HEADER_BYTES = 6;
    private static final int ATTRIBUTE_HEADER_BYTES = 9;
    private static final int CHECKSUM_BYTES = 2;

    private static final int ATTACHMENT_BEGINS = 0x9002;
    private static final int ATTACHMENT_TITLE = 0x8010;
    private static final int ATTACHMENT_DATA = 0x800f;
    private static final int ATTACHMENT_PROPERTIES = 0x9005;
    private static final int MESSAGE_PROPERTIES = 0x9003;
    private static final int MESSAGE_BODY = 0x800c;

    private static final int MESSAGE_LEVEL = 1;
    private static final int ATTACHMENT_LEVEL = 2;
    private static final int LONGEST_TITLE = 1024;

    /** Other attributes are dates, addresses and the like; those shorter than this hold nothing. */
    private static final int SHORTEST_GIVEN = 32;

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.TNEF);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        ByteView view = new ByteView(content, sink.deadline());
        TnefParts parts = new TnefParts(content, sink);
        long at = HEADER_BYTES;
        try {
            while (at < view.size()) {
                int level = view.u8(at);
                if (level != MESSAGE_LEVEL && level != ATTACHMENT_LEVEL) {
                    break;
                }
                int id = view.u16le(at + 1);
                long length = view.u32le(at + 5);
                long data = at + ATTRIBUTE_HEADER_BYTES;
                attribute(id, view, data, length, parts);
                at = data + length + CHECKSUM_BYTES;
            }
        } catch (EOFException e) {
            parts.flush();
            throw e;
        }
        parts.flush();
        if (at > view.size()) {
            throw Fault.truncated("the file ends within an attribute");
        }
        JoinedStreams.trailing(view, at, sink);
    }

    private static void attribute(int id, ByteView view, long data, long length, TnefParts parts) throws IOException {
        switch (id) {
            case ATTACHMENT_BEGINS -> parts.flush();
            case ATTACHMENT_TITLE -> parts.title(view.zeroEnded(data, (int) Math.min(length, LONGEST_TITLE)), false);
            case ATTACHMENT_DATA -> parts.attachment(data, length);
            case ATTACHMENT_PROPERTIES, MESSAGE_PROPERTIES ->
                new TnefProperties(view, data, data + length, parts, id == ATTACHMENT_PROPERTIES).give();
            case MESSAGE_BODY -> parts.give("body.txt", data, length);
            default -> {
                if (length >= SHORTEST_GIVEN) {
                    parts.give("attribute-%04x".formatted(id), data, length);
                }
            }
        }
    }
}
