package dev.gatehouse.signatures.clamav;

/**
 * A pattern's text in which the short gaps that come first are written out, with the column that each character came
 * from.
 *
 * <p>ClamAV writes {@code {n}} out as n times {@code ??} for n from 1 to 127 before it reads anything else, and does so
 * with the leftmost gap again and again until it meets one of another form. So {@code aabb{1}cc} is one piece and fine,
 * while in {@code aabb{2-3}ccdd{1}ee} the second gap divides, and {@code ee} alone is too short. A gap that is written
 * out may also stand where gaps may not: at the ends and within alternatives.
 */
final class BodyText {

    private static final int MAX_WRITTEN_OUT = 127;

    private final StringBuilder characters;
    private final int[] columns;

    private BodyText(StringBuilder characters, int[] columns) {
        this.characters = characters;
        this.columns = columns;
    }

    /** The text as ClamAV reads it; its first character stands in the given column. */
    static BodyText of(String text, int firstColumn) {
        StringBuilder characters = new StringBuilder(text.length());
        IntList columns = new IntList(text.length() + 1);
        int at = 0;
        while (true) {
            int brace = text.indexOf('{', at);
            int count = brace < 0 ? 0 : writtenOut(text, brace);
            int stop = count == 0 ? text.length() : brace;
            for (; at < stop; at++) {
                characters.append(text.charAt(at));
                columns.add(firstColumn + at);
            }
            if (count == 0) {
                columns.add(firstColumn + at);
                return new BodyText(characters, columns.toArray());
            }
            for (int i = 0; i < 2 * count; i++) {
                characters.append('?');
                columns.add(firstColumn + brace);
            }
            at = text.indexOf('}', brace) + 1;
        }
    }

    /** How many bytes the gap at a brace stands for, or 0 when it is not to be written out. */
    private static int writtenOut(String text, int brace) {
        int value = 0;
        for (int i = brace + 1; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '}') {
                return i == brace + 1 ? 0 : value;
            }
            if (character < '0' || character > '9') {
                return 0;
            }
            value = value * 10 + (character - '0');
            if (value > MAX_WRITTEN_OUT) {
                return 0;
            }
        }
        return 0;
    }

    int length() {
        return characters.length();
    }

    char at(int index) {
        return characters.charAt(index);
    }

    int indexOf(char character, int from, int to) {
        for (int i = from; i < to; i++) {
            if (characters.charAt(i) == character) {
                return i;
            }
        }
        return -1;
    }

    String text(int from, int to) {
        return characters.substring(from, to);
    }

    /** The column that the character came from; for the length, the column after the last. */
    int column(int index) {
        return columns[index];
    }

    /** A growing list of numbers. */
    private static final class IntList {
        private int[] values;
        private int size;

        IntList(int capacity) {
            values = new int[capacity];
        }

        void add(int value) {
            if (size == values.length) {
                values = java.util.Arrays.copyOf(values, Math.max(16, size * 2));
            }
            values[size] = value;
            size++;
        }

        int[] toArray() {
            return java.util.Arrays.copyOf(values, size);
        }
    }
}
