package dev.gatehouse.gateway.clamd;

/** Text that stands in an answer. */
final class Line {

    private Line() {}

    /**
     * The text without what could end a line, and so pass for an answer of its own: a name with a line's end in it must
     * not say {@code OK} for the file that bears it.
     */
    static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return cleaned(text);
            }
        }
        return text;
    }

    private static boolean isControl(char c) {
        return c < ' ' || c == 0x7f;
    }

    private static String cleaned(String text) {
        StringBuilder cleaned = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            cleaned.append(isControl(c) ? '?' : c);
        }
        return cleaned.toString();
    }
}
