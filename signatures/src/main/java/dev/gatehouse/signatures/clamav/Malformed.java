package dev.gatehouse.signatures.clamav;

import dev.gatehouse.signatures.DiagnosticCode;

/** Ends the reading of one line; becomes a diagnostic where the line's source and number are known. */
final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final DiagnosticCode code;
    private final int column;
    private final int length;
    private final String hint;

    /**
     * Something is wrong with a piece of the line.
     *
     * @param column the character in the line, from 1; 0 for the line as a whole
     * @param length how many characters are wrong
     */
    Malformed(DiagnosticCode code, int column, int length, String message, String hint) {
        // Data, not an accident: nobody looks at where in our code a line was refused.
        super(message, null, false, false);
        this.code = code;
        this.column = column;
        this.length = length;
        this.hint = hint;
    }

    DiagnosticCode code() {
        return code;
    }

    int column() {
        return column;
    }

    int length() {
        return length;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    String hint() {
        return hint;
    }
}
