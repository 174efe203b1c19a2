package dev.gatehouse.signatures.clamav;

import dev.gatehouse.signatures.DiagnosticCode;
import dev.gatehouse.signatures.model.BodyPattern;
import dev.gatehouse.signatures.model.BodyPattern.Element;
import dev.gatehouse.signatures.model.BodyPattern.Gap;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a pattern: pieces, divided by {@code *} and by {@code {...}}. See the package's documentation for the language.
 */
final class BodyParser {

    /** How many fixed bytes in a row each piece must have: ClamAV's tree of prefixes is at least so deep. */
    static final int MIN_FIXED = 2;

    private static final long MAX_GAP = Integer.MAX_VALUE;
    private static final String GAP_FORMS = "the forms are {n}, {n-m}, {n-}, {-m} and *";

    private final BodyText text;
    private final int plainMinimum;

    /**
     * A parser for one pattern.
     *
     * @param text the field
     * @param column the column of its first character
     * @param plainMinimum the fewest bytes when the pattern is nothing but bytes
     */
    BodyParser(String text, int column, int plainMinimum) {
        this.text = BodyText.of(text, column);
        this.plainMinimum = plainMinimum;
    }

    BodyPattern parse() {
        List<Element> elements = new ArrayList<>();
        int pieceStart = 0;
        int nesting = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.at(i)) {
                case '(' -> nesting++;
                case ')' -> nesting--;
                case '*' -> {
                    refuseWithin(nesting, i, i + 1);
                    parsePiece(pieceStart, i, elements);
                    elements.add(new Gap(0, Gap.UNBOUNDED));
                    pieceStart = i + 1;
                }
                case '{' -> {
                    int close = text.indexOf('}', i, text.length());
                    if (close < 0) {
                        throw wrong(DiagnosticCode.GH1015, i, text.length(), "the gap has no }", GAP_FORMS);
                    }
                    refuseWithin(nesting, i, close + 1);
                    parsePiece(pieceStart, i, elements);
                    elements.add(gap(i, close));
                    i = close;
                    pieceStart = close + 1;
                }
                default -> {
                    // Part of the piece.
                }
            }
        }
        parsePiece(pieceStart, text.length(), elements);
        return new BodyPattern(elements);
    }

    private void parsePiece(int from, int to, List<Element> elements) {
        new PieceParser(text, from, to).parse(elements);
        if (from == 0 && to == text.length() && isPlain() && to / 2 < plainMinimum) {
            throw wrong(
                    DiagnosticCode.GH1014,
                    from,
                    to,
                    "a pattern that is nothing but bytes needs " + plainMinimum + " of them here",
                    "add bytes, or ?? at an end");
        }
    }

    private boolean isPlain() {
        for (int i = 0; i < text.length(); i++) {
            if ("?([".indexOf(text.at(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private void refuseWithin(int nesting, int from, int to) {
        if (nesting > 0) {
            throw wrong(
                    DiagnosticCode.GH1015,
                    from,
                    to,
                    "alternatives cannot contain this gap",
                    "a gap in alternatives can only be {n}, with n up to 127, before any other gap");
        }
    }

    private Gap gap(int open, int close) {
        int dash = text.indexOf('-', open, close);
        if (dash < 0) {
            long size = number(open + 1, close);
            return gapOf(size, size);
        }
        long min = number(open + 1, dash);
        long max = number(dash + 1, close);
        if (max != 0 && max < min) {
            throw wrong(
                    DiagnosticCode.GH2006,
                    open,
                    close + 1,
                    "the gap's most is less than its fewest, so the signature can never match and is skipped",
                    "");
        }
        return gapOf(min, max);
    }

    /** A most of 0 is no bound: ClamAV tells {@code {n-}} and {@code {n-0}} apart no more than {@code {0}} and *. */
    private static Gap gapOf(long min, long max) {
        return new Gap(min, max == 0 ? Gap.UNBOUNDED : max);
    }

    private long number(int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.at(i) - '0';
            if (digit < 0 || digit > 9) {
                throw wrong(DiagnosticCode.GH1015, i, i + 1, "a gap has numbers only", GAP_FORMS);
            }
            value = value * 10 + digit;
            if (value > MAX_GAP) {
                throw wrong(DiagnosticCode.GH1019, from, to, "the number is too large", "no gap may exceed " + MAX_GAP);
            }
        }
        return value;
    }

    private Malformed wrong(DiagnosticCode code, int from, int to, String message, String hint) {
        return PieceParser.wrong(text, code, from, to, message, hint);
    }
}
