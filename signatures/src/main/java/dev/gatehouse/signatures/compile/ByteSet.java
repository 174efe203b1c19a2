package dev.gatehouse.signatures.compile;

import dev.gatehouse.signatures.model.MaskedBytes;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A set of byte values as four words of 64 bits, the lowest values first.
 *
 * @param words the bits; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // private to the compiler and never compared
record ByteSet(long[] words) {

    /** The values for which the predicate holds. */
    static ByteSet of(IntPredicate member) {
        long[] words = new long[4];
        for (int value = 0; value < 256; value++) {
            if (member.test(value)) {
                words[value >>> 6] |= 1L << value;
            }
        }
        return new ByteSet(words);
    }

    /** The values that fit one of these strings of one byte. */
    static ByteSet fitting(List<MaskedBytes> singles, boolean negated) {
        return of(value -> {
            for (MaskedBytes single : singles) {
                if ((value & single.mask(0)) == single.value(0)) {
                    return !negated;
                }
            }
            return negated;
        });
    }
}
