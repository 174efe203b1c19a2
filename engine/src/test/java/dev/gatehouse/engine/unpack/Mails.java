package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.engine.type.ContentTypes;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Opens mails all the way down, as a scan does. */
final class Mails {

    private static final int MOST_DEPTH = 12;

    private Mails() {}

    /** The test file of the antivirus industry, put together here so that no file of ours holds it. */
    static String eicar() {
        return "X5O!P%@AP[4\\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$" + "H+H*";
    }

    /** The bytes of every part of a mail and of what lies in its parts. */
    static List<byte[]> leaves(byte[] mail) {
        List<byte[]> all = new ArrayList<>();
        down(ContentType.MAIL, mail, 0, all);
        return all;
    }

    private static void down(ContentType type, byte[] bytes, int depth, List<byte[]> all) {
        for (RecordingSink.Part part : RecordingSink.unpack(type, bytes).parts) {
            all.add(part.bytes());
            for (ContentType inner : types(part)) {
                if (depth < MOST_DEPTH && Unpackers.standard().types().contains(inner)) {
                    down(inner, part.bytes(), depth + 1, all);
                }
            }
        }
    }

    private static Set<ContentType> types(RecordingSink.Part part) {
        try {
            Set<ContentType> types = new LinkedHashSet<>(part.declared());
            types.addAll(new ContentTypes().detect(new MemoryContent(part.bytes(), part.bytes().length)));
            return types;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
