package dev.gatehouse.signatures.match;

import java.util.Arrays;

/** Some of the signatures; cleared at the cost of what is in it. */
final class SignatureSet {

    private final long[] bits;
    private int[] members = new int[16];
    private int size;

    SignatureSet(int signatures) {
        this.bits = new long[(signatures + 63) >>> 6];
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean contains(int signature) {
        return (bits[signature >>> 6] & 1L << signature) != 0;
    }

    boolean add(int signature) {
        if (contains(signature)) {
            return false;
        }
        bits[signature >>> 6] |= 1L << signature;
        if (size == members.length) {
            members = Arrays.copyOf(members, size * 2);
        }
        members[size++] = signature;
        return true;
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            bits[members[i] >>> 6] = 0;
        }
        size = 0;
    }
}
