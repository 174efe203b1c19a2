package dev.gatehouse.signatures.match;

import dev.gatehouse.signatures.model.BodyPattern.Border;

/** Conditions on the byte beside a pattern; the ends of the stream count as borders. */
final class Edges {

    private Edges() {}

    /**
     * Whether a border is at a position.
     *
     * @param window the bytes
     * @param length how many of them are filled
     * @param base where in the stream the window begins
     * @param at the index between whose byte and the one before the border is asked for
     * @param ahead whether the byte at the index decides; otherwise the one before it
     */
    static boolean holds(Border.Kind kind, byte[] window, int length, long base, int at, boolean ahead) {
        if (ahead ? at >= length : base + at == 0) {
            return true;
        }
        int value = window[ahead ? at : at - 1] & 0xff;
        return switch (kind) {
            case WORD, NON_ALPHANUMERIC -> !isAlphanumeric(value);
            case LINE -> value == '\n' || (ahead && value == '\r');
        };
    }

    private static boolean isAlphanumeric(int value) {
        return (value >= '0' && value <= '9') || (value >= 'A' && value <= 'Z') || (value >= 'a' && value <= 'z');
    }
}
