package dev.gatehouse.signatures.database;

import dev.gatehouse.signatures.model.BodyPattern.Border;

/**
 * Operations of a segment's code. Each is four numbers: the operation and three operands.
 *
 * <table>
 * <caption>Operands</caption>
 * <tr><th>operation</th><th>first</th><th>second</th><th>third</th></tr>
 * <tr><td>RUN</td><td>values in the byte pool</td><td>length</td><td>1 if masks follow the values</td></tr>
 * <tr><td>ONE_OF</td><td>32 bytes of a bit set in the byte pool</td><td></td><td></td></tr>
 * <tr><td>ANY_OF</td><td>in the code: per string its values, length, masked</td><td>strings</td><td>1 if negated</td></tr>
 * <tr><td>JUMP</td><td>fewest bytes</td><td>most bytes</td><td></td></tr>
 * <tr><td>EDGE</td><td>code of the border's kind</td><td>1 if negated</td><td>1 if it looks ahead</td></tr>
 * <tr><td>NEAR</td><td>value and mask in the byte pool</td><td>fewest bytes between, the most from bit 8
 *     on</td><td>1 if it looks ahead</td></tr>
 * </table>
 */
public final class Op {

    /** Numbers per operation. */
    public static final int INTS = 4;
    /** Bytes in a row. */
    public static final int RUN = 0;
    /** A byte of a set. */
    public static final int ONE_OF = 1;
    /** One of several strings. */
    public static final int ANY_OF = 2;
    /** Any bytes. */
    public static final int JUMP = 3;
    /** A condition on the bytes beside. */
    public static final int EDGE = 4;
    /** A byte nearby. */
    public static final int NEAR = 5;

    private Op() {}

    /** The number that stands for a border's kind. */
    public static int borderCode(Border.Kind kind) {
        return switch (kind) {
            case WORD -> 0;
            case LINE -> 1;
            case NON_ALPHANUMERIC -> 2;
        };
    }

    /** The border's kind that a number stands for. */
    public static Border.Kind border(int code) {
        return switch (code) {
            case 0 -> Border.Kind.WORD;
            case 1 -> Border.Kind.LINE;
            case 2 -> Border.Kind.NON_ALPHANUMERIC;
            default -> throw new IllegalArgumentException("code of no border: " + code);
        };
    }
}
