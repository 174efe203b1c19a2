package dev.gatehouse.signatures.clamav;

import dev.gatehouse.signatures.DiagnosticCode;
import dev.gatehouse.signatures.model.MaskedBytes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads what stands between parentheses: alternatives divided by {@code |}, which may have alternatives in them in
 * turn. The latter are written out: {@code (aa|bb(cc|dd))} is {@code aa}, {@code bbcc} or {@code bbdd}.
 */
final class AlternativesParser {

    /** How many strings alternatives may stand for once they are written out. */
    private static final int MAX_STRINGS = 4096;

    /** How many digits these strings may have together. */
    private static final int MAX_DIGITS = 1 << 20;

    /** How deep alternatives may lie in each other: ClamAV's limit. */
    private static final int MAX_NESTING = 15;

    private static final int NO_LENGTH = -1;

    private final BodyText text;
    private final int from;
    private final int to;

    AlternativesParser(BodyText text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
    }

    List<MaskedBytes> parse(boolean negated) {
        if (from == to) {
            throw wrong(DiagnosticCode.GH1017, from - 1, to + 1, "there are no alternatives", "");
        }
        Set<String> strings = alternatives(from, to, 0);
        int length = NO_LENGTH;
        List<MaskedBytes> alternatives = new ArrayList<>(strings.size());
        for (String string : strings) {
            if (string.isEmpty()) {
                throw wrong(DiagnosticCode.GH1017, from, to, "an alternative is empty", "");
            }
            if (string.length() % 2 != 0) {
                throw wrong(DiagnosticCode.GH1012, from, to, "an alternative has half a byte too many", "");
            }
            if (negated && ((length != NO_LENGTH && length != string.length()) || string.indexOf('?') >= 0)) {
                throw wrong(
                        DiagnosticCode.GH1017,
                        from,
                        to,
                        "negated alternatives must be fixed bytes and of one length",
                        "");
            }
            length = string.length();
            alternatives.add(bytes(string));
        }
        return alternatives;
    }

    /** All strings that the alternatives between two places stand for. */
    private Set<String> alternatives(int start, int end, int nesting) {
        if (nesting > MAX_NESTING) {
            throw wrong(DiagnosticCode.GH1018, start, end, "the alternatives lie more than 15 deep in each other", "");
        }
        Set<String> all = new LinkedHashSet<>();
        int at = start;
        for (int i = start; i <= end; i++) {
            if (i < end && text.at(i) == '(') {
                i = closing(i, end);
            } else if (i == end || text.at(i) == '|') {
                all.addAll(sequence(at, i, nesting));
                refuseTooMany(all.size());
                at = i + 1;
            }
        }
        return all;
    }

    /** All strings that one alternative stands for. */
    private List<String> sequence(int start, int end, int nesting) {
        List<String> strings = new ArrayList<>(List.of(""));
        int at = start;
        while (at < end) {
            if (text.at(at) == '(') {
                int close = closing(at, end);
                Set<String> inner = alternatives(at + 1, close, nesting + 1);
                refuseTooMany((long) strings.size() * inner.size());
                refuseTooLong(inner.size(), strings);
                refuseTooLong(strings.size(), inner);
                List<String> longer = new ArrayList<>(strings.size() * inner.size());
                for (String head : strings) {
                    for (String tail : inner) {
                        longer.add(head + tail);
                    }
                }
                strings = longer;
                at = close + 1;
            } else {
                int digits = digits(at, end);
                String bytes = text.text(at, digits);
                refuseTooLong(strings.size(), List.of(bytes));
                strings.replaceAll(head -> head + bytes);
                at = digits;
            }
        }
        return strings;
    }

    private int digits(int start, int end) {
        int at = start;
        while (at < end && text.at(at) != '(') {
            if (text.at(at) == '!' && at + 1 < end && text.at(at + 1) == '(') {
                throw wrong(
                        DiagnosticCode.GH1017, at, at + 2, "alternatives within alternatives cannot be negated", "");
            }
            if (text.at(at) != '?' && Character.digit(text.at(at), 16) < 0) {
                throw wrong(DiagnosticCode.GH1012, at, at + 1, "this is no hexadecimal digit", "");
            }
            at++;
        }
        return at;
    }

    private int closing(int open, int end) {
        int nesting = 0;
        for (int i = open; i < end; i++) {
            if (text.at(i) == '(') {
                nesting++;
            } else if (text.at(i) == ')') {
                nesting--;
                if (nesting == 0) {
                    return i;
                }
            }
        }
        throw wrong(DiagnosticCode.GH1017, open, end, "the alternatives have no )", "");
    }

    private void refuseTooMany(long count) {
        if (count > MAX_STRINGS) {
            throw wrong(
                    DiagnosticCode.GH1018,
                    from,
                    to,
                    "the alternatives stand for more than " + MAX_STRINGS + " strings",
                    "use ?? where any byte will do");
        }
    }

    private void refuseTooLong(int times, Iterable<String> strings) {
        long digits = 0;
        for (String string : strings) {
            digits += (long) string.length() * times;
        }
        if (digits > MAX_DIGITS) {
            throw wrong(DiagnosticCode.GH1018, from, to, "the alternatives stand for too much text", "");
        }
    }

    private static MaskedBytes bytes(String digits) {
        ByteRun run = new ByteRun();
        for (int i = 0; i < digits.length(); i += 2) {
            run.append(digits.charAt(i), digits.charAt(i + 1));
        }
        return run.take();
    }

    private Malformed wrong(DiagnosticCode code, int start, int end, String message, String hint) {
        return PieceParser.wrong(text, code, start, end, message, hint);
    }
}
