package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.engine.type.ContentTypes;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A file opened all the way down, in every way that its types allow: each part's bytes by its path, and each reason. */
final class Opened {

    private static final int MOST_DEPTH = 16;

    final Map<String, byte[]> parts = new LinkedHashMap<>();
    final Set<ReasonCode> codes = EnumSet.noneOf(ReasonCode.class);
    final List<String> reasons = new ArrayList<>();

    private Opened() {}

    static Opened of(byte[] file) throws IOException {
        Opened opened = new Opened();
        opened.open("", file, 0);
        return opened;
    }

    private void open(String path, byte[] bytes, int depth) throws IOException {
        for (ContentType type : new ContentTypes().detect(new MemoryContent(bytes, bytes.length))) {
            if (depth == MOST_DEPTH || !Unpackers.standard().types().contains(type)) {
                continue;
            }
            RecordingSink sink = RecordingSink.unpack(type, bytes);
            codes.addAll(sink.codes());
            sink.reasons.forEach(reason -> reasons.add(path + ": " + reason));
            for (RecordingSink.Part part : sink.parts) {
                part.reasons().forEach(reason -> reasons.add(path + part.name() + ": " + reason));
                parts.put(path + part.name(), part.bytes());
                open(path + part.name() + "!", part.bytes(), depth + 1);
            }
        }
    }

    /** Whether any part holds these bytes. */
    boolean holds(byte[] wanted) {
        return parts.values().stream().anyMatch(part -> contains(part, wanted));
    }

    /** Whether any part is these bytes and nothing else. */
    boolean yields(byte[] wanted) {
        return parts.values().stream().anyMatch(part -> java.util.Arrays.equals(part, wanted));
    }

    /** A part's text. */
    String text(String path) {
        byte[] bytes = parts.get(path);
        if (bytes == null) {
            throw new AssertionError("no part " + path + " in " + this);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static boolean contains(byte[] bytes, byte[] wanted) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.contains(new String(wanted, StandardCharsets.ISO_8859_1));
    }

    @Override
    public String toString() {
        return parts.keySet() + " " + reasons;
    }
}
