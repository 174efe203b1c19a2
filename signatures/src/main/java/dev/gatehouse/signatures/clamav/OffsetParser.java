package dev.gatehouse.signatures.clamav;

import dev.gatehouse.signatures.DiagnosticCode;
import dev.gatehouse.signatures.model.Offset;
import dev.gatehouse.signatures.model.Target;

/**
 * Reads an offset: {@code *}, {@code n}, {@code EOF-n}, {@code EP+n}, {@code EP-n}, {@code Sx+n}, {@code SL+n},
 * {@code SEx} or {@code VI}, all but the first and the last with {@code ,shift} behind them if wanted. A number that is
 * left out is 0, as ClamAV has it.
 */
final class OffsetParser {

    private static final String FORMS =
            "the forms are *, n, EOF-n, EP+n, EP-n, Sx+n, SL+n, SEx and VI, with ,shift behind";
    private static final int MACRO_GROUPS = 32;
    private static final long MAX_NUMBER = Integer.MAX_VALUE;

    private final String text;
    private final int column;
    private final Target target;

    OffsetParser(String text, int column, Target target) {
        this.text = text;
        this.column = column;
        this.target = target;
    }

    Offset parse() {
        if (text.equals("*")) {
            return new Offset.Any();
        }
        int comma = text.indexOf(',');
        int end = comma < 0 ? text.length() : comma;
        long shift = comma < 0 ? 0 : number(comma + 1, text.length());
        Offset offset = parse(end, shift);
        if (!target.isProgram() && !(offset instanceof Offset.FromStart || offset instanceof Offset.FromEnd)) {
            throw wrong(
                    DiagnosticCode.GH1011,
                    0,
                    "the offset is relative to a program and target " + target.number() + " is none",
                    "such offsets are for the targets 1 (Windows), 6 (ELF) and 9 (Mach-O)");
        }
        return offset;
    }

    private Offset parse(int end, long shift) {
        if (text.startsWith("EP+")) {
            return new Offset.EntryPoint(number(3, end), shift);
        }
        if (text.startsWith("EP-")) {
            return new Offset.EntryPoint(-number(3, end), shift);
        }
        if (text.startsWith("EOF-")) {
            return new Offset.FromEnd(number(4, end), shift);
        }
        if (text.startsWith("SE")) {
            return new Offset.WithinSection((int) number(2, end), shift);
        }
        if (text.startsWith("SL+")) {
            return new Offset.LastSection(number(3, end), shift);
        }
        if (text.startsWith("S")) {
            return sectionStart(end, shift);
        }
        if (text.substring(0, end).equals("VI")) {
            return new Offset.VersionInformation();
        }
        if (text.startsWith("$")) {
            int close = text.indexOf('$', 1);
            if (end == 1 || number(1, close < 0 ? end : close) >= MACRO_GROUPS) {
                throw wrong(DiagnosticCode.GH1010, 0, "there are only " + MACRO_GROUPS + " macro groups", FORMS);
            }
            throw wrong(
                    DiagnosticCode.GH2004,
                    0,
                    "macro groups are only of use to logical signatures, so the signature is skipped",
                    "");
        }
        return new Offset.FromStart(number(0, end), shift);
    }

    private Offset sectionStart(int end, long shift) {
        int plus = text.indexOf('+');
        if (plus < 2 || plus + 1 >= end) {
            throw wrong(DiagnosticCode.GH1010, 0, "the offset cannot be read", FORMS);
        }
        return new Offset.SectionStart((int) number(1, plus), number(plus + 1, end), shift);
    }

    private long number(int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                throw wrong(DiagnosticCode.GH1010, i, "the offset cannot be read", FORMS);
            }
            value = value * 10 + (digit - '0');
            if (value > MAX_NUMBER) {
                throw wrong(DiagnosticCode.GH1019, i, "the number is too large", "no offset may exceed " + MAX_NUMBER);
            }
        }
        return value;
    }

    private Malformed wrong(DiagnosticCode code, int from, String message, String hint) {
        return new Malformed(code, column + from, Math.max(1, text.length() - from), message, hint);
    }
}
