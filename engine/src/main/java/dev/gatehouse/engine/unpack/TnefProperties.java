package dev.gatehouse.engine.unpack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A list of properties within an attribute. [MS-OXTNEF] 2.1.3.4; types from [MS-OXCDATA] 2.11.1. */
final class TnefProperties {

    private static final int SEVERAL = 0x1000;
    private static final int NAMED = 0x8000;
    private static final int GUID_BYTES = 16;

    private static final int TEXT = 0x1e;
    private static final int UTF_16 = 0x1f;
    private static final int OBJECT = 0x0d;
    private static final int BYTES = 0x102;

    private static final int RTF_COMPRESSED = 0x1009;
    private static final int BODY = 0x1000;
    private static final int HTML_BODY = 0x1013;
    private static final int ATTACHED_DATA = 0x3701;
    private static final int SHORT_FILE_NAME = 0x3704;
    private static final int LONG_FILE_NAME = 0x3707;
    private static final int LONGEST_NAME = 2048;

    /** Other values shorter than this hold nothing. */
    private static final int SHORTEST_GIVEN = 32;

    private final ByteView view;
    private final long end;
    private final TnefParts parts;
    private final boolean ofAttachment;
    private long at;

    TnefProperties(ByteView view, long start, long end, TnefParts parts, boolean ofAttachment) {
        this.view = view;
        this.at = start;
        this.end = end;
        this.parts = parts;
        this.ofAttachment = ofAttachment;
    }

    /** Gives all values that can hold something. */
    void give() throws IOException {
        long count = number();
        for (long i = 0; i < count; i++) {
            if (at >= end) {
                throw Fault.malformed("a list of " + count + " properties ends after " + i);
            }
            int type = view.u16le(at);
            int id = view.u16le(at + 2);
            at += 4;
            if (id >= NAMED) {
                at += GUID_BYTES;
                boolean text = number() == 1;
                long length = number();
                at += text ? padded(length) : 0;
            }
            values(type, id);
        }
    }

    private void values(int type, int id) throws IOException {
        int single = type & ~SEVERAL;
        boolean variable = single == TEXT || single == UTF_16 || single == OBJECT || single == BYTES;
        long values = variable || type != single ? number() : 1;
        if (!variable) {
            at += fixedBytes(single) * values;
            return;
        }
        for (long i = 0; i < values; i++) {
            long length = number();
            if (length > end - at) {
                throw Fault.truncated("a property is longer than the list that holds it");
            }
            value(single, id, at, length);
            at += padded(length);
        }
    }

    private void value(int type, int id, long start, long length) throws IOException {
        switch (id) {
            case LONG_FILE_NAME, SHORT_FILE_NAME -> parts.title(name(type, start, length), id == LONG_FILE_NAME);
            case RTF_COMPRESSED -> parts.compressedRtf(start, length);
            case BODY -> parts.give("body.txt", start, length);
            case HTML_BODY -> parts.give("body.html", start, length);
            case ATTACHED_DATA -> {
                // an interface's identifier, then the object: a compound file, or a mail as TNEF
                long head = type == OBJECT ? Math.min(GUID_BYTES, length) : 0;
                parts.attachment(start + head, length - head);
            }
            default -> {
                if (length >= SHORTEST_GIVEN) {
                    parts.give((ofAttachment ? "attachment-" : "property-") + "%04x".formatted(id), start, length);
                }
            }
        }
    }

    private String name(int type, long start, long length) throws IOException {
        int bytes = (int) Math.min(length, LONGEST_NAME);
        if (type == UTF_16) {
            String name = view.text(start, bytes & ~1, StandardCharsets.UTF_16LE);
            int zero = name.indexOf('\0');
            return zero < 0 ? name : name.substring(0, zero);
        }
        return view.zeroEnded(start, bytes);
    }

    private static long fixedBytes(int type) throws Fault {
        return switch (type) {
            case 0x01 -> 0;
            case 0x02, 0x03, 0x04, 0x0a, 0x0b -> 4;
            case 0x05, 0x06, 0x07, 0x14, 0x40 -> 8;
            case 0x48 -> GUID_BYTES;
            default -> throw Fault.malformed("a property of type " + type);
        };
    }

    private static long padded(long length) {
        return (length + 3) & ~3L;
    }

    private long number() throws IOException {
        long number = view.u32le(at);
        at += 4;
        return number;
    }
}
