package dev.gatehouse.signatures.clamav;

import dev.gatehouse.signatures.DiagnosticCode;
import dev.gatehouse.signatures.model.BodyPattern.Border;
import dev.gatehouse.signatures.model.BodyPattern.Choice;
import dev.gatehouse.signatures.model.BodyPattern.Element;
import dev.gatehouse.signatures.model.BodyPattern.Fixed;
import dev.gatehouse.signatures.model.BodyPattern.Nearby;
import dev.gatehouse.signatures.model.MaskedBytes;
import java.util.List;

/**
 * Reads one piece of a pattern, what stands between two gaps: bytes, alternatives, borders and anchored bytes.
 *
 * <p>{@code (B)}, {@code (L)} and {@code (W)} ask about the neighbourhood only at a piece's ends. Anywhere else, and
 * negated at a piece's beginning too, ClamAV lets them take the byte that they are about; here they become the
 * alternatives that they then are.
 */
final class PieceParser {

    private static final String ANCHOR_FORMS = "the forms are aa[n-m]bbcc and bbcc[n-m]aa, with n and m up to 32";

    private final BodyText text;
    private final int from;
    private final int to;
    private final ByteRun run = new ByteRun();
    private int fixedInARow;
    private boolean hasFixed;

    PieceParser(BodyText text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
    }

    void parse(List<Element> elements) {
        int start = from;
        int end = to;
        int bracket = text.indexOf('[', from, to);
        if (bracket == from + 2) {
            int close = closingBracket(bracket);
            elements.add(nearby(from, bracket, close, Nearby.Side.BEFORE));
            start = close + 1;
            bracket = text.indexOf('[', start, to);
        }
        int lastClose = -1;
        if (bracket >= 0) {
            lastClose = closingBracket(bracket);
            end = bracket;
            if (to - lastClose - 1 != 2) {
                throw wrong(
                        DiagnosticCode.GH1016,
                        bracket,
                        lastClose + 1,
                        "an anchored range stands after the first or before the last byte of a piece",
                        ANCHOR_FORMS);
            }
        }
        parseRun(start, end, elements);
        if (lastClose >= 0) {
            elements.add(nearby(lastClose + 1, bracket, lastClose, Nearby.Side.AFTER));
        }
        if (!hasFixed) {
            throw wrong(
                    DiagnosticCode.GH1013,
                    from,
                    to,
                    "each piece between gaps needs two fixed bytes in a row",
                    "alternatives, ?? and half bytes like a? are not fixed");
        }
    }

    private int closingBracket(int open) {
        int close = text.indexOf(']', open, to);
        if (close < 0) {
            throw wrong(DiagnosticCode.GH1016, open, to, "the anchored range has no ]", ANCHOR_FORMS);
        }
        return close;
    }

    private Nearby nearby(int byteAt, int open, int close, Nearby.Side side) {
        int dash = text.indexOf('-', open, close);
        int min = distance(open + 1, dash < 0 ? close : dash, open, close);
        int max = dash < 0 ? min : distance(dash + 1, close, open, close);
        if (min > max) {
            throw wrong(
                    DiagnosticCode.GH1016, open, close + 1, "the anchored range ends before it begins", ANCHOR_FORMS);
        }
        ByteRun single = new ByteRun();
        appendByte(byteAt, single);
        return new Nearby(single.take(), min, max, side);
    }

    private int distance(int start, int end, int open, int close) {
        int value = 0;
        for (int i = start; i < end && value <= Nearby.FARTHEST; i++) {
            int digit = text.at(i) - '0';
            value = digit < 0 || digit > 9 ? Integer.MAX_VALUE : value * 10 + digit;
        }
        if (start == end || value > Nearby.FARTHEST) {
            throw wrong(DiagnosticCode.GH1016, open, close + 1, "the anchored range cannot be read", ANCHOR_FORMS);
        }
        return value;
    }

    private void parseRun(int start, int end, List<Element> elements) {
        int at = start;
        while (at < end) {
            char character = text.at(at);
            boolean negated = character == '!' && at + 1 < end && text.at(at + 1) == '(';
            if (negated || character == '(') {
                int open = negated ? at + 1 : at;
                int close = closingParenthesis(open, end);
                if (!isWholeFixed(open, close, negated)) {
                    flush(elements);
                }
                parseGroup(open, close, negated, !negated && open == start, close + 1 == end, elements);
                at = close + 1;
            } else {
                if (at + 1 >= end) {
                    throw wrong(
                            DiagnosticCode.GH1012,
                            at,
                            end,
                            "a byte has two hexadecimal digits",
                            "a piece must have an even number of them");
                }
                appendByte(at, run);
                at += 2;
            }
        }
        flush(elements);
    }

    private int closingParenthesis(int open, int end) {
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

    /** Whether a group is one string that can be no other, as {@code (aabb)}. */
    private boolean isWholeFixed(int open, int close, boolean negated) {
        if (negated || close == open + 1) {
            return false;
        }
        for (int i = open + 1; i < close; i++) {
            if (Character.digit(text.at(i), 16) < 0 && text.at(i) != '?') {
                return false;
            }
        }
        return !(close == open + 2 && text.at(open + 1) == 'B');
    }

    private void parseGroup(int open, int close, boolean negated, boolean first, boolean last, List<Element> elements) {
        if (close == open + 2) {
            Border.Kind kind = borderKind(text.at(open + 1));
            if (kind != null) {
                fixedInARow = 0;
                if (first || last) {
                    elements.add(new Border(kind, negated));
                } else {
                    elements.add(taken(kind, negated, open, close));
                }
                return;
            }
        }
        List<MaskedBytes> alternatives = new AlternativesParser(text, open + 1, close).parse(negated);
        fixedInARow = 0;
        if (alternatives.size() == 1 && !negated) {
            run.append(alternatives.getFirst());
        } else {
            flush(elements);
            elements.add(new Choice(alternatives, negated));
        }
    }

    private static Border.@org.jspecify.annotations.Nullable Kind borderKind(char letter) {
        return switch (letter) {
            case 'B' -> Border.Kind.WORD;
            case 'L' -> Border.Kind.LINE;
            case 'W' -> Border.Kind.NON_ALPHANUMERIC;
            default -> null;
        };
    }

    /** The bytes that a border takes where it is not at a piece's end. */
    private Choice taken(Border.Kind kind, boolean negated, int open, int close) {
        return switch (kind) {
            case WORD -> ByteClasses.wordBorder(negated);
            case NON_ALPHANUMERIC -> ByteClasses.nonAlphanumeric(negated);
            case LINE -> {
                if (negated) {
                    throw wrong(
                            DiagnosticCode.GH2008,
                            open - 1,
                            close + 1,
                            "!(L) is supported only at the end of a piece, so the signature is skipped",
                            "");
                }
                yield ByteClasses.lineEnd();
            }
        };
    }

    private void appendByte(int at, ByteRun target) {
        for (int i = at; i < at + 2; i++) {
            if (text.at(i) != '?' && Character.digit(text.at(i), 16) < 0) {
                throw wrong(
                        DiagnosticCode.GH1012,
                        i,
                        i + 1,
                        "this is no hexadecimal digit",
                        "a pattern is pairs of hexadecimal digits, ? for any digit, and (aa|bb), {n-m}, *, aa[n-m]");
            }
        }
        boolean fixed = target.append(text.at(at), text.at(at + 1));
        if (target == run) {
            fixedInARow = fixed ? fixedInARow + 1 : 0;
            hasFixed |= fixedInARow >= BodyParser.MIN_FIXED;
        }
    }

    private void flush(List<Element> elements) {
        if (!run.isEmpty()) {
            elements.add(new Fixed(run.take()));
        }
    }

    private Malformed wrong(DiagnosticCode code, int start, int end, String message, String hint) {
        return wrong(text, code, start, end, message, hint);
    }

    /** A complaint about a stretch of the text. */
    static Malformed wrong(BodyText text, DiagnosticCode code, int start, int end, String message, String hint) {
        int column = text.column(start);
        int after = end < text.length() ? text.column(end) : text.column(text.length());
        return new Malformed(code, column, Math.max(1, after - column), message, hint);
    }
}
