package dev.gatehouse.signatures.executable;

/** Rounding to multiples, in the 32 bits that a PE's numbers have; no alignment, 0, changes nothing. */
final class Alignment {

    private static final long MASK = 0xffff_ffffL;

    private Alignment() {}

    static long down(long value, long alignment) {
        return alignment == 0 ? value : value / alignment * alignment;
    }

    static long up(long value, long alignment) {
        return alignment == 0 ? value : (value / alignment + (value % alignment == 0 ? 0 : 1)) * alignment & MASK;
    }
}
