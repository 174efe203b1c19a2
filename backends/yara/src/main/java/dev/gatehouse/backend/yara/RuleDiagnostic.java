package dev.gatehouse.backend.yara;

/**
 * What libyara's compiler says of a rule.
 *
 * @param severity whether the rules can be used all the same
 * @param file the file, as it was opened
 * @param line the line, from 1; 0 if it is not known
 * @param message in libyara's words
 */
record RuleDiagnostic(Severity severity, String file, int line, String message) {

    /** How bad it is. */
    enum Severity {
        /** The rules are refused. */
        ERROR,
        /** The rules work, but a pattern is slow or does not mean what it seems to. */
        WARNING
    }

    /** {@code file:line: severity: message}, on one line. */
    String render() {
        String where = file + (line > 0 ? ":" + line : "");
        return where + ": " + (severity == Severity.ERROR ? "error" : "warning") + ": " + message.replace('\n', ' ');
    }
}
