package dev.gatehouse.engine.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Where in each stream the compressed source of a macro begins, as the project's list says, and where else it looks as
 * if it did: what stands before it is compiled code, which other readers skip in their own ways. [MS-OVBA] 2.3.4.2.
 */
final class MacroOffsets {

    private static final int STREAM_NAME = 0x1a;
    private static final int STREAM_NAME_UTF_16 = 0x32;
    private static final int OFFSET = 0x31;
    private static final int VERSION = 0x09;
    private static final int MOST_MODULES = 10_000;
    private static final int LONGEST_NAME = 1024;

    /** What every source begins with, in its first chunk: a flag byte, then text that nothing could be copied for. */
    private static final byte[] SOURCE = "\0Attribut".getBytes(StandardCharsets.ISO_8859_1);

    private static final int BEFORE_SOURCE = 3;

    private final Map<String, Long> offsets = new HashMap<>();

    private MacroOffsets() {}

    /** A list without entries. */
    static MacroOffsets none() {
        return new MacroOffsets();
    }

    /** Reads a project's list, up to its first fault. */
    static MacroOffsets read(InputStream list, PartSink sink) throws StopUnpacking {
        MacroOffsets found = new MacroOffsets();
        try {
            found.records(list);
        } catch (StopUnpacking e) {
            throw e;
        } catch (IOException e) {
            sink.reason(Faults.reasonOf(e));
        }
        return found;
    }

    private void records(InputStream list) throws IOException {
        String name = "";
        while (true) {
            int low = list.read();
            if (low < 0) {
                return;
            }
            int id = low | list.read() << 8;
            long length = number(list);
            if (id == VERSION) {
                length += 2; // its length field is a reserved one, and wrong: [MS-OVBA] 2.3.4.2.1.11
            }
            if (id == STREAM_NAME && length <= LONGEST_NAME) {
                name = text(list, (int) length, false);
            } else if (id == STREAM_NAME_UTF_16 && length <= LONGEST_NAME) {
                name = text(list, (int) length, true);
            } else if (id == OFFSET && length == 4) {
                DecoderMemory.requireFewer(offsets.size(), MOST_MODULES);
                offsets.put(name.toLowerCase(Locale.ROOT), number(list));
            } else {
                list.skipNBytes(length);
            }
        }
    }

    private static String text(InputStream list, int length, boolean utf16) throws IOException {
        byte[] bytes = list.readNBytes(length);
        return new String(bytes, utf16 ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1);
    }

    private static long number(InputStream list) throws IOException {
        byte[] bytes = list.readNBytes(4);
        if (bytes.length < 4) {
            throw new EOFException();
        }
        return (bytes[0] & 0xff) | (bytes[1] & 0xff) << 8 | (bytes[2] & 0xff) << 16 | (bytes[3] & 0xffL) << 24;
    }

    /** What the list says of a stream. */
    OptionalLong told(String stream) {
        Long offset = offsets.get(stream.toLowerCase(Locale.ROOT));
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    /** Where the source begins by its looks. */
    static OptionalLong seen(InputStream stream) throws IOException {
        int matched = 0;
        for (long at = 0; ; at++) {
            int next = stream.read();
            if (next < 0) {
                return OptionalLong.empty();
            }
            if (next != SOURCE[matched]) {
                matched = 0; // its first byte, zero, is nowhere else in it
            }
            if (next == SOURCE[matched] && ++matched == SOURCE.length) {
                long start = at - SOURCE.length + 1 - BEFORE_SOURCE;
                return start < 0 ? OptionalLong.empty() : OptionalLong.of(start);
            }
        }
    }
}
