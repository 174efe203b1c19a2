package dev.gatehouse.backend.icap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The header fields of a message, in order. Names are compared without regard to case.
 *
 * @param list the fields
 */
record Fields(List<Field> list) {

    /** No fields. */
    static final Fields NONE = new Fields(List.of());

    /**
     * One field.
     *
     * @param name as it was sent
     * @param lines the value's lines without white space at their ends: one, or more where it was folded; some products
     *     put a list into a field by folding it
     */
    record Field(String name, List<String> lines) {

        Field {
            lines = List.copyOf(lines);
        }

        String value() {
            return String.join(" ", lines).strip();
        }
    }

    Fields {
        list = List.copyOf(list);
    }

    /** The first field of a name. */
    Optional<Field> field(String name) {
        return list.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The value of the first field of a name, on one line. */
    Optional<String> value(String name) {
        return field(name).map(Field::value);
    }

    /** All fields of a name. */
    List<Field> all(String name) {
        return list.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .toList();
    }

    /** The words between commas in all fields of a name: lists may be spread over several fields. */
    List<String> words(String name) {
        List<String> words = new ArrayList<>();
        for (Field field : all(name)) {
            for (String word : field.value().split(",", -1)) {
                if (!word.isBlank()) {
                    words.add(word.strip());
                }
            }
        }
        return words;
    }

    /** Whether one of the words of a name is this one. */
    boolean says(String name, String word) {
        return words(name).stream().anyMatch(word::equalsIgnoreCase);
    }

    /** These fields and then others. */
    Fields and(Fields others) {
        if (others.list.isEmpty()) {
            return this;
        }
        List<Field> both = new ArrayList<>(list);
        both.addAll(others.list);
        return new Fields(both);
    }
}
