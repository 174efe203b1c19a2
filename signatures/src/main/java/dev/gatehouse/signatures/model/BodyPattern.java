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
     * @param max the most; {@link #UNBOUNDED} for no bound
     */
    public record Gap(long min, long max) implements Element {
        /** No bound. */
        public static final long UNBOUNDED = Long.MAX_VALUE;
    }

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
     * A condition on a border, ClamAV's {@code (B)}, {@code (L)}, {@code (W)}. It takes no bytes. It stands only at a
     * run's edge: as the first element or after a gap it asks about the byte before the run; as the last element or
     * before a gap, about the bytes after it.
     *
     * @param kind which border
     * @param negated whether the border must be absent
     */
    public record Border(Kind kind, boolean negated) implements Element {

        /** What the tests are told in place of a byte where the part begins or ends. */
        public static final int PART_EDGE = -1;

        /**
         * Whether a run may begin after this byte.
         *
         * @param previous the byte before the run, 0 to 255, or {@link #PART_EDGE}
         */
        public boolean allowsAfter(int previous) {
            return (previous == PART_EDGE || kind.opensAfter(previous)) != negated;
        }

        /**
         * Whether a run may end before these bytes.
         *
         * @param next the byte after the run, 0 to 255, or {@link #PART_EDGE}
         * @param second the byte after that, 0 to 255, or {@link #PART_EDGE}
         */
        public boolean allowsBefore(int next, int second) {
            return (next == PART_EDGE || kind.closesBefore(next, second)) != negated;
        }

        /** Which border. */
        public enum Kind {
            /** {@code (B)}: a word's border: a blank, or punctuation as stands around words, addresses and tags. */
            WORD,
            /** {@code (L)}: a line's border: a line feed, at the end also a carriage return and line feed. */
            LINE,
            /** {@code (W)}: a character that is neither an ASCII letter nor a digit. */
            NON_ALPHANUMERIC;

            private static final String OPENING = " -./<@_";
            private static final String CLOSING = "\n\r \"'-/=>_";

            private boolean opensAfter(int previous) {
                return switch (this) {
                    case WORD -> OPENING.indexOf(previous) >= 0;
                    case LINE -> previous == '\n';
                    case NON_ALPHANUMERIC -> !isAlphanumeric(previous);
                };
            }

            private boolean closesBefore(int next, int second) {
                return switch (this) {
                    case WORD -> CLOSING.indexOf(next) >= 0;
                    case LINE -> next == '\n' || (next == '\r' && second == '\n');
                    case NON_ALPHANUMERIC -> !isAlphanumeric(next);
                };
            }

            private static boolean isAlphanumeric(int value) {
                return (value >= '0' && value <= '9')
                        || (value >= 'a' && value <= 'z')
                        || (value >= 'A' && value <= 'Z');
            }
        }
    }

    /**
     * A byte that stands near a run: ClamAV's {@code aa[n-m]bbcc} and {@code bbcc[n-m]aa}. It takes no bytes and moves
     * nothing: a signature's offset and the gaps around are measured to the run without it, and the byte may lie within
     * what stands beyond a gap.
     *
     * @param single one byte under a mask
     * @param min the fewest bytes between it and the run, at least 0
     * @param max the most bytes between, at most {@value #FARTHEST}
     * @param side on which side of the run it stands
     */
    public record Nearby(MaskedBytes single, int min, int max, Side side) implements Element {

        /** The most bytes there may be between the byte and the run, as ClamAV has it. */
        public static final int FARTHEST = 32;

        /** Checks the bounds. */
        public Nearby {
            if (single.length() != 1) {
                throw new IllegalArgumentException("single must be one byte");
            }
            if (min < 0 || min > max || max > FARTHEST) {
                throw new IllegalArgumentException("min and max must be in order and within 0 to " + FARTHEST);
            }
        }

        /** Where the byte stands. */
        public enum Side {
            /** Before the run; the element is the run's first or stands after a border that is. */
            BEFORE,
            /** After the run; the element is the run's last or stands before a border that is. */
            AFTER
        }
    }
}
