package dev.gatehouse.gateway.icap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The head of an HTTP message, read only to learn what its body is; its bytes go back as they came. Lines that break the
 * rules are passed over, for to judge them is the client's.
 *
 * @param first the first line
 * @param fields the fields
 */
record HttpHead(String first, Fields fields) {

    static HttpHead of(byte[] bytes) {
        List<String> lines =
                new String(bytes, StandardCharsets.ISO_8859_1).lines().toList();
        List<Fields.Field> fields = new ArrayList<>();
        for (String line : lines.stream().skip(1).toList()) {
            int colon = line.indexOf(':');
            if ((line.startsWith(" ") || line.startsWith("\t")) && !fields.isEmpty()) {
                Fields.Field before = fields.removeLast();
                fields.add(new Fields.Field(before.name(), before.value() + " " + line.strip()));
            } else if (colon > 0) {
                fields.add(new Fields.Field(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip()));
            }
        }
        return new HttpHead(lines.isEmpty() ? "" : lines.getFirst(), new Fields(fields));
    }

    /** The second word of the first line: a request's target, a response's status. */
    String second() {
        String[] words = first.strip().split("[ \t]+", 3);
        return words.length > 1 ? words[1] : "";
    }
}
