package dev.gatehouse.signatures.model;

import java.util.List;

/**
 * A pattern over bytes: elements that follow each other.
 *
 * @param elements at least one; the first and the last are not gaps
 */
public record BodyPattern(List<Element> elements) {

    /** Copies the elements. */
    public BodyPattern {
        elements = List.copyOf(elements);
        if (elements.isEmpty()) {
            throw new IllegalArgumentException("elements must not be empty");
        }
    }

    /** A piece of a pattern. */
    public sealed interface Element {}

    /**
     * Bytes in a row, each under a mask: a wildcard {@code ??} has mask 0, a nibble {@code a?} has mask F0.
     *
     * @param run the bytes
     */
    public record Fixed(MaskedBytes run) implements Element {}

    /**
     * Any bytes: {@code {n}}, {@code {n-m}}, {@code {-m}}, {@code {n-}}, {@code *}.
     *
     * @param min the fewest, at least 0
     * @param max the most; {@link Long#MAX_VALUE} for no bound
     */
    public record Gap(long min, long max) implements Element {}

    /**
     * One of several: {@code (aa|bbcc)}; negated, {@code !(aa|bb)}, none of them, all being of one length.
     *
     * @param alternatives at least one
     * @param negated whether none of them may stand here
     */
    public record Choice(List<MaskedBytes> alternatives, boolean negated) implements Element {
        /** Copies the alternatives. */
        public Choice {
            alternatives = List.copyOf(alternatives);
        }
    }

    /**
     * A condition on a border, ClamAV's {@code (B)}, {@code (L)}, {@code (W)}.
     *
     * @param kind which border
     * @param negated whether the border must be absent
     */
    public record Border(Kind kind, boolean negated) implements Element {
        /** Which border. */
        public enum Kind {
            /** {@code (B)}: a word's border. */
            WORD,
            /** {@code (L)}: a line's border. */
            LINE,
            /** {@code (W)}: a character that is neither letter nor digit. */
            NON_ALPHANUMERIC
        }
    }
}
