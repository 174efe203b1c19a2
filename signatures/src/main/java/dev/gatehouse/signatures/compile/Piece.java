package dev.gatehouse.signatures.compile;

import dev.gatehouse.signatures.model.BodyPattern.Border;
import dev.gatehouse.signatures.model.BodyPattern.Nearby;
import dev.gatehouse.signatures.model.MaskedBytes;
import java.util.List;

/** An element of a segment: bounded, with its least and greatest length in bytes. */
sealed interface Piece {

    /** The fewest bytes it takes. */
    int minLength();

    /** The most bytes it takes. */
    int maxLength();

    /** Bytes in a row under masks. */
    record Run(MaskedBytes bytes) implements Piece {
        @Override
        public int minLength() {
            return bytes.length();
        }

        @Override
        public int maxLength() {
            return bytes.length();
        }
    }

    /** One byte out of a set. */
    record OneOf(ByteSet set) implements Piece {
        @Override
        public int minLength() {
            return 1;
        }

        @Override
        public int maxLength() {
            return 1;
        }
    }

    /** One of several strings; negated, none of them, all being of one length. */
    record AnyOf(List<MaskedBytes> strings, boolean negated) implements Piece {
        @Override
        public int minLength() {
            return strings.stream().mapToInt(MaskedBytes::length).min().orElse(0);
        }

        @Override
        public int maxLength() {
            return strings.stream().mapToInt(MaskedBytes::length).max().orElse(0);
        }
    }

    /** From so many to so many bytes of any value. */
    record Jump(int min, int max) implements Piece {
        @Override
        public int minLength() {
            return min;
        }

        @Override
        public int maxLength() {
            return max;
        }
    }

    /**
     * A condition on the bytes beside a place; takes no byte itself.
     *
     * @param border the condition
     * @param side on which side of the place the bytes are
     */
    record Edge(Border border, Nearby.Side side) implements Piece {
        @Override
        public int minLength() {
            return 0;
        }

        @Override
        public int maxLength() {
            return 0;
        }
    }

    /** A byte that must be near a place; takes no byte itself. */
    record Near(Nearby nearby) implements Piece {
        @Override
        public int minLength() {
            return 0;
        }

        @Override
        public int maxLength() {
            return 0;
        }
    }
}
