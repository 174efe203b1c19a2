package dev.gatehouse.signatures.database;

/**
 * The sizes that go with digests, as a bit set over their hashes: says no for nearly every size that none goes with, so
 * that parts of such a size need not be digested, and never says no for one that does.
 */
public final class SizeFilter {

    private static final int BITS_PER_SIZE = 8;
    private static final int MIN_WORDS = 1 << 3;
    /** 1 MiB of bits, enough for a million sizes. */
    private static final int MAX_WORDS = 1 << 17;

    private final LongTable bits;

    /** A filter over a power of two of words. */
    public SizeFilter(LongTable bits) {
        this.bits = bits;
    }

    /** The filter's words. */
    public LongTable bits() {
        return bits;
    }

    /** Whether some digest may go with parts of this size, in bytes. */
    public boolean mayHold(long size) {
        return holds(DigestTable.ANY_SIZE) || holds(size);
    }

    private boolean holds(long size) {
        long hash = hash(size);
        return (bits.get(word(hash, (int) bits.size())) & 1L << hash) != 0;
    }

    private static long hash(long size) {
        long product = size * 0x9e3779b97f4a7c15L;
        return product ^ product >>> 32;
    }

    private static int word(long hash, int words) {
        return (int) (hash >>> (Long.SIZE - Integer.numberOfTrailingZeros(words)));
    }

    /** Makes a filter. */
    public static final class Builder {

        private final long[] words;

        /** A builder for about so many sizes. */
        public Builder(int sizes) {
            int count = MIN_WORDS;
            while (count < MAX_WORDS && (long) count * Long.SIZE < (long) sizes * BITS_PER_SIZE) {
                count *= 2;
            }
            this.words = new long[count];
        }

        /** Adds a size in bytes, or -1 for any. */
        public void add(long size) {
            long hash = hash(size);
            words[word(hash, words.length)] |= 1L << hash;
        }

        /** The filter of all sizes so far. */
        public SizeFilter build() {
            return new SizeFilter(LongTable.of(words));
        }
    }
}
