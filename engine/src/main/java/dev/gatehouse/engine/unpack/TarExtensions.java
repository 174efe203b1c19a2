package dev.gatehouse.engine.unpack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What extension headers say of the next member: pax records (POSIX.1-2001, pax) and GNU's long names. */
final class TarExtensions {

    private static final int LONGEST_EXTENSION = 1 << 20;

    private final Map<String, String> records = new HashMap<>();
    private final StringBuilder map = new StringBuilder();

    /** Reads the extension whose header stands at a position; one of more than 1 MiB says nothing worth knowing. */
    void add(TarHeader header, ByteView view, long at) throws IOException {
        if (header.type() == 'g') {
            return; // global records give defaults for times and owners; a size or a path there is nonsense
        }
        long available = Math.min(header.size(), view.size() - at - 512);
        if (available > LONGEST_EXTENSION || available <= 0) {
            return;
        }
        byte[] data = view.bytes(at + 512, (int) available);
        switch (header.type()) {
            case 'L' -> records.put("path", cutAtZero(Names.decode(data)));
            case 'x', 'X' -> parse(new String(data, StandardCharsets.ISO_8859_1));
            default -> {} // the long target of a link
        }
    }

    /** The size of the member of a header, in bytes. */
    long size(TarHeader header) {
        if (header.extension()) {
            return header.size();
        }
        String told = records.get("size");
        if (told == null) {
            return header.size();
        }
        try {
            return Long.parseLong(told);
        } catch (NumberFormatException _) {
            return header.size();
        }
    }

    /** The name of the member of a header. */
    String name(TarHeader header) {
        String path = records.getOrDefault("path", header.name());
        return records.getOrDefault("GNU.sparse.name", path);
    }

    /** Whether the pax records describe a sparse member, in any of GNU's three versions. */
    boolean sparse() {
        return records.containsKey("GNU.sparse.major")
                || records.containsKey("GNU.sparse.map")
                || records.containsKey("GNU.sparse.size");
    }

    /** The value of a pax record; empty if there is none. */
    String record(String key) {
        return records.getOrDefault(key, "");
    }

    void clear() {
        records.clear();
        map.setLength(0);
    }

    /** Records of the form {@code length key=value\n}, the length counting all of it. */
    private void parse(String data) {
        int at = 0;
        while (at < data.length()) {
            int space = data.indexOf(' ', at);
            if (space < 0 || space - at > 9) {
                return;
            }
            int length;
            try {
                length = Integer.parseInt(data, at, space, 10);
            } catch (NumberFormatException _) {
                return;
            }
            int end = at + length;
            int equals = data.indexOf('=', space);
            if (length <= space - at || end > data.length() || equals < 0 || equals >= end - 1) {
                return;
            }
            String value = data.substring(equals + 1, end - 1);
            put(data.substring(space + 1, equals), Names.decode(value.getBytes(StandardCharsets.ISO_8859_1)));
            at = end;
        }
        if (!map.isEmpty()) {
            records.put("GNU.sparse.map", map.toString());
        }
    }

    /** Version 0.0 of sparse members repeats two keys, one pair a piece; 0.1 joins the same numbers with commas. */
    private void put(String key, String value) {
        if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
            map.append(map.isEmpty() ? "" : ",").append(value);
        } else {
            records.put(key, value);
        }
    }

    private static String cutAtZero(String text) {
        int zero = text.indexOf('\0');
        return zero < 0 ? text : text.substring(0, zero);
    }
}
