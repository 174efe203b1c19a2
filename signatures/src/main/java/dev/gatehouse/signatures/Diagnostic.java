package dev.gatehouse.signatures;

/**
 * Something that a reader has to say of a source: a line that it could not read, or something that it left out.
 *
 * @param code what kind of thing, stable across releases
 * @param source the source's name, as given; for a member of a container {@code main.cvd!main.hdb}
 * @param line the line, from 1; 0 when it is of the source as a whole
 * @param column the character in the line, from 1; 0 when it is of the line as a whole
 * @param length how many characters from there are meant, at least 1 where there is a column
 * @param message what is wrong, one sentence without a full stop
 * @param hint how to mend it, one sentence without a full stop; empty when there is nothing to do
 * @param excerpt the line itself, as much as fits; empty when it is of the source as a whole
 */
public record Diagnostic(
        DiagnosticCode code,
        String source,
        int line,
        int column,
        int length,
        String message,
        String hint,
        String excerpt) {

    private static final int MAX_EXCERPT = 100;
    private static final int BEFORE_CARET = 40;
    private static final String CUT = "...";

    /** Something of the source as a whole. */
    public static Diagnostic ofSource(DiagnosticCode code, String source, String message, String hint) {
        return new Diagnostic(code, source, 0, 0, 0, message, hint, "");
    }

    /** Whether a line was lost, or something was left out on purpose. */
    public Severity severity() {
        return code.severity();
    }

    /**
     * The diagnostic as people read it, several lines without a last line break:
     *
     * <pre>
     * error GH1012: not a hexadecimal digit
     *   --> my.ndb:3:12
     *    | Some.Name:0:*:aabbxx
     *    |                   ^
     *   hint: a pattern is written in pairs of hexadecimal digits
     * </pre>
     */
    public String render() {
        StringBuilder text = new StringBuilder(200);
        text.append(severity().label()).append(' ').append(code).append(": ").append(message);
        text.append("\n  --> ").append(source);
        if (line > 0) {
            text.append(':').append(line);
        }
        if (column > 0) {
            text.append(':').append(column);
        }
        if (!excerpt.isEmpty()) {
            appendExcerpt(text);
        }
        if (!hint.isEmpty()) {
            text.append("\n  hint: ").append(hint);
        }
        return text.toString();
    }

    private void appendExcerpt(StringBuilder text) {
        int from = Math.max(0, Math.min(column - 1 - BEFORE_CARET, excerpt.length() - MAX_EXCERPT));
        int to = Math.min(excerpt.length(), from + MAX_EXCERPT);
        String head = from > 0 ? CUT : "";
        String tail = to < excerpt.length() ? CUT : "";
        text.append("\n   | ").append(head);
        for (int i = from; i < to; i++) {
            char character = excerpt.charAt(i);
            text.append(character < ' ' || character > '~' ? '.' : character);
        }
        text.append(tail);
        if (column > 0) {
            int indent = head.length() + column - 1 - from;
            int carets = Math.max(1, Math.min(length, to - (column - 1)));
            text.append("\n   | ").append(" ".repeat(indent)).append("^".repeat(carets));
        }
    }

    /** {@link #render()}. */
    @Override
    public String toString() {
        return render();
    }

    /** How much a diagnostic matters. */
    public enum Severity {
        /** Something could not be read: its signatures are lost. */
        ERROR("error"),
        /** Nothing is lost: something was left out, as it should be, or is used and worth a look. */
        NOTICE("notice");

        private final String label;

        Severity(String label) {
            this.label = label;
        }

        /** The word that a rendered diagnostic begins with. */
        public String label() {
            return label;
        }
    }
}
