package dev.gatehouse.backend.yara;

import java.util.List;

/** Rules cannot be used. */
final class RuleException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 10;

    /** With what is wrong. */
    RuleException(String message) {
        super(message);
    }

    /** With what the compiler said. */
    RuleException(List<RuleDiagnostic> diagnostics) {
        super(message(diagnostics));
    }

    private static String message(List<RuleDiagnostic> diagnostics) {
        List<RuleDiagnostic> errors = diagnostics.stream()
                .filter(diagnostic -> diagnostic.severity() == RuleDiagnostic.Severity.ERROR)
                .toList();
        StringBuilder text = new StringBuilder("the rules cannot be compiled");
        errors.stream().limit(SHOWN).forEach(error -> text.append('\n').append(error.render()));
        if (errors.size() > SHOWN) {
            text.append("\nand ").append(errors.size() - SHOWN).append(" errors more");
        }
        return text.toString();
    }
}
