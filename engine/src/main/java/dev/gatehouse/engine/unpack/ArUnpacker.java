package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Unix ar, and Debian packages, which are ars of two tars: members are slices. Long names stand in a member of their
 * own (GNU) or before the data (BSD). A thin archive only names files that lie elsewhere.
 */
final class ArUnpacker implements Unpacker {

    private static final int MAGIC_BYTES = 8;
    private static final int HEADER_BYTES = 60;
    private static final int NAME_BYTES = 16;
    private static final int SIZE_OFFSET = 48;
    private static final int SIZE_BYTES = 10;
    private static final int LONGEST_NAME = 4096;
    private static final long NONE = -1;

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.AR);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        ByteView view = new ByteView(content, sink.deadline());
        boolean thin = view.has(0, "!<thin>\n");
        long names = NONE;
        long at = MAGIC_BYTES;
        while (at <= view.size() - HEADER_BYTES && view.has(at + 58, "`\n")) {
            String field =
                    view.text(at, NAME_BYTES, StandardCharsets.ISO_8859_1).stripTrailing();
            long size = number(view, at + SIZE_OFFSET, SIZE_BYTES);
            if (size < 0) {
                break;
            }
            long data = at + HEADER_BYTES;
            boolean index = field.equals("/") || field.equals("/SYM64/");
            boolean table = field.equals("//");
            long held = thin && !index && !table ? 0 : size;
            if (table) {
                names = data;
            } else if (!index && held == size) {
                member(view, field, names, data, size, sink);
            }
            at = data + held + (held & 1);
            if (held > view.size() - data) {
                at = view.size();
            }
        }
        if (at < view.size() && view.skipZeros(at) < view.size()) {
            boolean newline = view.skipZeros(at) == view.size() - 1 && view.u8(view.size() - 1) == '\n';
            if (!newline) {
                sink.reason(new Reason(ReasonCode.MALFORMED, "no ar header at byte " + at));
                JoinedStreams.trailing(view, at, sink);
            }
        }
    }

    private static void member(ByteView view, String field, long names, long data, long size, PartSink sink)
            throws IOException {
        if (field.startsWith("#1/")) {
            long length = number(view, data - HEADER_BYTES + 3, NAME_BYTES - 3);
            if (length >= 0 && length <= Math.min(size, LONGEST_NAME)) {
                String name = view.zeroEnded(data, (int) length);
                sink.slice(Member.sized(name, size - length), data + length, size - length);
                return;
            }
        }
        sink.slice(Member.sized(name(view, field, names), size), data, size);
    }

    private static String name(ByteView view, String field, long names) throws IOException {
        if (names != NONE && field.length() > 1 && field.charAt(0) == '/') {
            try {
                long at = names + Long.parseLong(field.substring(1));
                String entry = at >= 0 && at < view.size() ? view.zeroEnded(at, LONGEST_NAME) : field;
                int end = entry.indexOf('\n');
                return withoutSlash(end < 0 ? entry : entry.substring(0, end));
            } catch (NumberFormatException _) {
                return field;
            }
        }
        return withoutSlash(field);
    }

    private static String withoutSlash(String name) {
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    /** Decimal digits, padded with spaces; -1 if there is anything else. */
    private static long number(ByteView view, long at, int length) throws IOException {
        long value = 0;
        for (int i = 0; i < length; i++) {
            int digit = view.u8(at + i);
            if (digit == ' ') {
                return i == 0 ? -1 : value;
            }
            if (digit < '0' || digit > '9') {
                return -1;
            }
            value = value * 10 + (digit - '0');
        }
        return value;
    }
}
