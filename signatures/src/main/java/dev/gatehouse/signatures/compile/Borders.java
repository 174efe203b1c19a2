package dev.gatehouse.signatures.compile;

import dev.gatehouse.signatures.model.BodyPattern.Border;
import dev.gatehouse.signatures.model.MaskedBytes;
import java.util.List;

/** What a border means inside a segment, where it takes the byte that makes it. */
final class Borders {

    private Borders() {}

    /** The piece for a border that has bytes on both sides. */
    static Piece consuming(Border border) {
        return switch (border.kind()) {
            case LINE -> border.negated() ? oneOf(value -> value != '\n') : LINE_END;
            case WORD -> oneOf(value -> isWordBorder(value) != border.negated());
            case NON_ALPHANUMERIC -> oneOf(value -> isAlphanumeric(value) == border.negated());
        };
    }

    private static final Piece LINE_END = new Piece.AnyOf(
            List.of(MaskedBytes.exactly(new byte[] {'\n'}), MaskedBytes.exactly(new byte[] {'\r', '\n'})), false);

    private static Piece oneOf(java.util.function.IntPredicate member) {
        return new Piece.OneOf(ByteSet.of(member));
    }

    static boolean isAlphanumeric(int value) {
        return (value >= '0' && value <= '9') || (value >= 'A' && value <= 'Z') || (value >= 'a' && value <= 'z');
    }

    static boolean isWordBorder(int value) {
        return !isAlphanumeric(value);
    }
}
