package dev.gatehouse.signatures.clamav;

import dev.gatehouse.signatures.DiagnosticCode;
import java.nio.charset.StandardCharsets;

/** The fields of a line, which colons divide. Used again for line after line; allocates nothing by itself. */
final class Fields {

    private static final int MAX_FIELDS = 8;
    private static final long MAX_NUMBER = 999_999_999_999L;
    private static final String OLD_NAME_SUFFIX = " (Clam)";

    private final int[] bounds = new int[MAX_FIELDS + 1];
    private byte[] bytes = new byte[0];
    private int lineStart;
    private int count;

    /** Finds the line's fields. */
    void split(LineReader line) {
        bytes = line.bytes();
        lineStart = line.start();
        count = 0;
        int end = line.end();
        bounds[0] = lineStart;
        for (int i = lineStart; i < end; i++) {
            if (bytes[i] == ':') {
                count++;
                if (count == MAX_FIELDS) {
                    return;
                }
                bounds[count] = i + 1;
            }
        }
        count++;
        bounds[count] = end + 1;
    }

    /** How many fields there are; {@value #MAX_FIELDS} may be more. */
    int count() {
        return count;
    }

    int start(int field) {
        return bounds[field];
    }

    int end(int field) {
        return bounds[field + 1] - 1;
    }

    int length(int field) {
        return end(field) - start(field);
    }

    /** The field's first character in the line, from 1. */
    int column(int field) {
        return bounds[field] - lineStart + 1;
    }

    boolean isStar(int field) {
        return length(field) == 1 && bytes[start(field)] == '*';
    }

    String text(int field) {
        return new String(bytes, start(field), length(field), StandardCharsets.ISO_8859_1);
    }

    /** The signature's name, without the suffix that old databases had. */
    String name(int field) {
        String name = new String(bytes, start(field), length(field), StandardCharsets.UTF_8);
        if (name.indexOf('(') >= 0) {
            int suffix = name.indexOf(OLD_NAME_SUFFIX);
            name = suffix >= 0 ? name.substring(0, suffix) : name;
        }
        if (name.isEmpty()) {
            throw wrong(
                    field, DiagnosticCode.GH1003, "a signature needs a name", "write what a finding should be called");
        }
        return name;
    }

    /** Whether the field has nothing but decimal digits. So has an empty one, as ClamAV sees it: its number is 0. */
    boolean isNumber(int field) {
        for (int i = start(field), to = end(field); i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return true;
    }

    /** The field's number where it {@link #isNumber}. */
    long number(int field) {
        long value = 0;
        for (int i = start(field), to = end(field); i < to; i++) {
            value = value * 10 + (bytes[i] - '0');
            if (value > MAX_NUMBER) {
                throw wrong(field, DiagnosticCode.GH1019, "the number is too large", "");
            }
        }
        return value;
    }

    /** A functionality level. */
    long level(int field) {
        if (!isNumber(field)) {
            throw wrong(
                    field,
                    DiagnosticCode.GH1007,
                    "a functionality level is a decimal number",
                    "leave the field out when the signature is for every version");
        }
        return number(field);
    }

    /** A complaint about a field. */
    Malformed wrong(int field, DiagnosticCode code, String message, String hint) {
        return new Malformed(code, column(field), Math.max(1, length(field)), message, hint);
    }

    /** A complaint about the number of fields. */
    Malformed wrongCount(String form) {
        return new Malformed(
                DiagnosticCode.GH1002,
                0,
                0,
                "the line has " + (count == MAX_FIELDS ? count + " or more" : count)
                        + (count == 1 ? " field" : " fields"),
                "the form is " + form);
    }
}
