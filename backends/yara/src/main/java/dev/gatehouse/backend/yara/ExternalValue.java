package dev.gatehouse.backend.yara;

/** The value of an external variable, of one of the four types that rules know. */
sealed interface ExternalValue {

    /** An integer. */
    record Whole(long value) implements ExternalValue {}

    /** A boolean. */
    record Truth(boolean value) implements ExternalValue {}

    /** A floating-point number. */
    record Real(double value) implements ExternalValue {}

    /** A string. */
    record Text(String value) implements ExternalValue {}

    /** The type that a value looks like, as the {@code yara} command decides it for {@code -d}. */
    static ExternalValue of(String text) {
        if (text.equals("true") || text.equals("false")) {
            return new Truth(text.equals("true"));
        }
        if (text.matches("-?[0-9]{1,18}")) {
            return new Whole(Long.parseLong(text));
        }
        if (text.matches("-?[0-9]+\\.[0-9]+")) {
            return new Real(Double.parseDouble(text));
        }
        return new Text(text);
    }
}
