package dev.gatehouse.gateway.icap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fields of a header, in their order. A field that comes more than once is one with all values. */
record Fields(List<Field> all) {

    /** No field. */
    static final Fields NONE = new Fields(List.of());

    /** The characters of names besides letters and digits, RFC 9110 section 5.6.2. */
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    record Field(String name, String value) {}

    Fields {
        all = List.copyOf(all);
    }

    /** The value of a field, joined with commas where it comes more than once. */
    Optional<String> value(String name) {
        List<Field> found = all.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.stream().map(Field::value).collect(Collectors.joining(", ")));
    }

    /** The values of a field that is a list, in lower case, without parameters. */
    List<String> items(String name) {
        List<String> items = new ArrayList<>();
        for (String part : value(name).orElse("").split(",", -1)) {
            int end = part.indexOf(';');
            String item = (end < 0 ? part : part.substring(0, end)).strip().toLowerCase(Locale.ROOT);
            if (!item.isEmpty()) {
                items.add(item);
            }
        }
        return items;
    }

    /**
     * Reads lines up to an empty one. A line that begins with a blank goes on with the one before it.
     *
     * @param most how many bytes all may have
     */
    static Fields read(Incoming in, int most) throws java.io.IOException, BadRequestException {
        List<String> lines = new ArrayList<>();
        int left = most;
        while (true) {
            String line = in.line(Math.max(0, left));
            if (line.isEmpty()) {
                return of(lines);
            }
            left -= line.length() + 2;
            lines.add(line);
        }
    }

    /** Reads lines. */
    static Fields of(List<String> lines) throws BadRequestException {
        List<Field> fields = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                if (fields.isEmpty()) {
                    throw BadRequestException.malformed("a header that begins with a blank");
                }
                Field before = fields.removeLast();
                fields.add(new Field(before.name(), (before.value() + " " + line.strip()).strip()));
                continue;
            }
            int colon = line.indexOf(':');
            if (colon < 0 || !token(line.substring(0, colon))) {
                throw BadRequestException.malformed("a header line without a name");
            }
            fields.add(new Field(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new Fields(fields);
    }

    private static boolean token(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(letter -> (letter >= 'a' && letter <= 'z')
                                || (letter >= 'A' && letter <= 'Z')
                                || (letter >= '0' && letter <= '9')
                                || TOKEN_MARKS.indexOf(letter) >= 0);
    }
}
