package dev.gatehouse.engine.unpack;

import java.util.List;
import java.util.Map;

/** An object of a PDF. ISO 32000-1, 7.3. */
sealed interface PdfValue {

    /** A name, its hexadecimal escapes undone. */
    record Name(String text) implements PdfValue {}

    /** A number; what is not whole is cut to it. */
    record Numeral(long value) implements PdfValue {}

    /** A string's bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Text(byte[] bytes) implements PdfValue {}

    /** A reference to an object by its number. */
    record Reference(long number) implements PdfValue {}

    /** An array. */
    record Array(List<PdfValue> values) implements PdfValue {}

    /** A dictionary. */
    record Dictionary(Map<String, PdfValue> entries) implements PdfValue {

        /** The value of the first of these keys that is there; {@link Word#NOTHING} if none is. */
        PdfValue at(String... keys) {
            for (String key : keys) {
                PdfValue value = entries.get(key);
                if (value != null) {
                    return value;
                }
            }
            return Word.NOTHING;
        }

        /** Whether a key's value is this name. */
        boolean says(String key, String name) {
            return at(key) instanceof Name found && found.text().equals(name);
        }
    }

    /** A keyword: {@code obj}, {@code stream}, {@code null}; also what closes an array or a dictionary. */
    record Word(String text) implements PdfValue {

        static final Word NOTHING = new Word("null");
    }
}
