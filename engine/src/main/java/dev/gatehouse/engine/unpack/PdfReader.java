package dev.gatehouse.engine.unpack;

import dev.gatehouse.spi.ReasonCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads objects one after the other, as patiently as the programs that show them: what makes no sense is passed over.
 * ISO 32000-1, 7.2 and 7.3. An object costs memory, which is bounded.
 */
final class PdfReader {

    private static final int DEEPEST = 64;
    private static final int COST_OF_VALUE = 100;
    private static final int LONGEST_WORD = 256;
    private static final int END = -1;
    private static final int NONE = -2;
    private static final PdfValue.Word ARRAY_ENDS = new PdfValue.Word("]");
    private static final PdfValue.Word DICTIONARY_ENDS = new PdfValue.Word(">>");
    private static final PdfValue.Word FILE_ENDS = new PdfValue.Word("");

    private final PdfBytes bytes;
    private final long most;
    private long cost;
    private int back = NONE;
    private long taken;

    /**
     * A reader.
     *
     * @param most how much one object may cost, in bytes of memory
     */
    PdfReader(PdfBytes bytes, long most) {
        this.bytes = bytes;
        this.most = most;
    }

    /** How many bytes were read so far. */
    long taken() {
        return back == NONE ? taken : taken - 1;
    }

    /** Forgets what was read ahead: the source was moved. */
    void moved(long position) {
        back = NONE;
        taken = position;
    }

    static boolean isEnd(PdfValue value) {
        return value.equals(FILE_ENDS);
    }

    /** The next object or keyword; references come out as two numbers and the keyword R unless within others. */
    PdfValue next() throws IOException {
        cost = 0;
        return value(0);
    }

    private PdfValue value(int depth) throws IOException {
        charge(COST_OF_VALUE);
        int first = skipSpace();
        return switch (first) {
            case END -> FILE_ENDS;
            case '/' -> new PdfValue.Name(name());
            case '(' -> text();
            case '[' -> new PdfValue.Array(values(ARRAY_ENDS, depth));
            case ']' -> ARRAY_ENDS;
            case '<' -> {
                int second = read();
                if (second == '<') {
                    yield dictionary(values(DICTIONARY_ENDS, depth));
                }
                unread(second);
                yield hexadecimal();
            }
            case '>' -> {
                int second = read();
                if (second == '>') {
                    yield DICTIONARY_ENDS;
                }
                unread(second);
                yield PdfValue.Word.NOTHING;
            }
            case ')', '{', '}' -> PdfValue.Word.NOTHING;
            default -> word(first);
        };
    }

    private List<PdfValue> values(PdfValue.Word end, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw Fault.malformed("objects nested deeper than " + DEEPEST);
        }
        List<PdfValue> values = new ArrayList<>(4);
        while (true) {
            PdfValue value = value(depth + 1);
            if (value.equals(end) || isEnd(value)) {
                return values;
            }
            if (!(value instanceof PdfValue.Word word)) {
                values.add(value);
                continue;
            }
            int size = values.size();
            boolean reference = word.text().equals("R")
                    && size >= 2
                    && values.get(size - 2) instanceof PdfValue.Numeral
                    && values.get(size - 1) instanceof PdfValue.Numeral;
            if (reference && values.get(size - 2) instanceof PdfValue.Numeral number) {
                values.removeLast();
                values.removeLast();
                values.add(new PdfValue.Reference(number.value()));
            } else if (word.text().equals("endobj") || word.text().equals("stream")) {
                throw Fault.malformed("an object that is not closed");
            } else {
                values.add(word);
            }
        }
    }

    private static PdfValue dictionary(List<PdfValue> values) {
        Map<String, PdfValue> entries = HashMap.newHashMap(values.size() / 2);
        for (int i = 0; i + 1 < values.size(); ) {
            if (values.get(i) instanceof PdfValue.Name key) {
                entries.put(key.text(), values.get(i + 1));
                i += 2;
            } else {
                i++;
            }
        }
        return new PdfValue.Dictionary(entries);
    }

    private String name() throws IOException {
        StringBuilder text = new StringBuilder();
        int next = read();
        while (next >= 0 && !isSpace(next) && !isDelimiter(next)) {
            if (next == '#') {
                int high = read();
                int low = hex(high) < 0 ? NONE : read();
                if (low != NONE && hex(low) >= 0) {
                    text.append((char) (hex(high) << 4 | hex(low)));
                    charge(2);
                    next = read();
                    continue;
                }
                text.append('#');
                if (low != NONE) {
                    text.append((char) high);
                    next = low;
                } else {
                    next = high;
                }
                continue;
            }
            text.append((char) next);
            charge(2);
            next = read();
        }
        unread(next);
        return text.toString();
    }

    private PdfValue text() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int open = 1;
        for (int next = read(); next >= 0; next = read()) {
            if (next == '\\') {
                escape(out);
                continue;
            }
            open += next == '(' ? 1 : next == ')' ? -1 : 0;
            if (open == 0) {
                break;
            }
            keep(out, next);
        }
        return new PdfValue.Text(out.toByteArray());
    }

    private void escape(ByteArrayOutputStream out) throws IOException {
        int next = read();
        switch (next) {
            case 'n' -> keep(out, '\n');
            case 'r' -> keep(out, '\r');
            case 't' -> keep(out, '\t');
            case 'b' -> keep(out, '\b');
            case 'f' -> keep(out, '\f');
            case '\r' -> {
                int after = read();
                if (after != '\n') {
                    unread(after);
                }
            }
            case '\n', END -> {
                // a line that goes on, or the end of all
            }
            default -> {
                if (next < '0' || next > '7') {
                    keep(out, next);
                    return;
                }
                int value = next - '0';
                for (int i = 0; i < 2; i++) {
                    int digit = read();
                    if (digit < '0' || digit > '7') {
                        unread(digit);
                        break;
                    }
                    value = value * 8 + digit - '0';
                }
                keep(out, value & 0xff);
            }
        }
    }

    private PdfValue hexadecimal() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int high = -1;
        for (int next = read(); next >= 0 && next != '>'; next = read()) {
            int digit = hex(next);
            if (digit < 0) {
                continue;
            }
            if (high < 0) {
                high = digit;
            } else {
                keep(out, high << 4 | digit);
                high = -1;
            }
        }
        if (high >= 0) {
            keep(out, high << 4);
        }
        return new PdfValue.Text(out.toByteArray());
    }

    private PdfValue word(int first) throws IOException {
        StringBuilder text = new StringBuilder();
        int next = first;
        while (next >= 0 && !isSpace(next) && !isDelimiter(next) && text.length() < LONGEST_WORD) {
            text.append((char) next);
            next = read();
        }
        unread(next);
        return number(text.toString());
    }

    private static PdfValue number(String word) {
        long value = 0;
        boolean negative = word.charAt(0) == '-';
        int at = negative || word.charAt(0) == '+' ? 1 : 0;
        boolean digits = false;
        for (; at < word.length() && word.charAt(at) != '.'; at++) {
            int digit = word.charAt(at) - '0';
            if (digit < 0 || digit > 9 || value > Long.MAX_VALUE / 16) {
                return new PdfValue.Word(word);
            }
            value = value * 10 + digit;
            digits = true;
        }
        boolean point = at < word.length();
        return digits || point ? new PdfValue.Numeral(negative ? -value : value) : new PdfValue.Word(word);
    }

    private int skipSpace() throws IOException {
        int next = read();
        while (isSpace(next) || next == '%') {
            if (next == '%') {
                while (next >= 0 && next != '\r' && next != '\n') {
                    next = read();
                }
            } else {
                next = read();
            }
        }
        return next;
    }

    private void keep(ByteArrayOutputStream out, int value) throws Fault {
        charge(1);
        out.write(value);
    }

    private void charge(int bytes) throws Fault {
        cost += bytes;
        if (cost > most) {
            throw new Fault(ReasonCode.LIMIT_MEMORY, "an object asks for more than " + most + " bytes");
        }
    }

    private int read() throws IOException {
        if (back != NONE) {
            int value = back;
            back = NONE;
            return value;
        }
        int next = bytes.next();
        taken += next >= 0 ? 1 : 0;
        return next;
    }

    private void unread(int value) {
        if (value >= 0) {
            back = value;
        }
    }

    static boolean isSpace(int value) {
        return value == ' ' || value == '\n' || value == '\r' || value == '\t' || value == '\f' || value == 0;
    }

    private static boolean isDelimiter(int value) {
        return switch (value) {
            case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%' -> true;
            default -> false;
        };
    }

    static int hex(int digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        int lower = digit | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
