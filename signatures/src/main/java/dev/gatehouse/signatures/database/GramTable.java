package dev.gatehouse.signatures.database;

import java.util.Arrays;

/**
 * From a gram, a few bytes read as one number, to the places in segments where it stands.
 *
 * <p>Two steps. The <em>filter</em> is a bit set in which each gram sets two bits of one 64-bit word: one load tells
 * nearly every position of an ordinary file that it needs no more. What passes is looked up in a hash table with open
 * addressing, whose slot leads to a list of {@link Postings}.
 */
public final class GramTable {

    /** Bits of the filter for each gram: two of sixteen set pass about one position in fifty. */
    private static final int FILTER_BITS_PER_GRAM = 16;
    /** The filter stays within a core's second-level cache: 2 MiB. */
    private static final int MAX_FILTER_WORDS = 1 << 18;

    private static final int MIN_FILTER_WORDS = 1 << 6;

    private final int gramBytes;
    private final int stride;
    private final int grams;
    private final long[] filter;
    private final LongTable keys;
    private final IntTable heads;

    /**
     * A table over its parts.
     *
     * @param gramBytes bytes of a gram
     * @param stride how far a scan may step
     * @param grams how many different grams there are
     * @param filter the filter's words, a power of two
     * @param keys the gram in each slot, a power of two of slots
     * @param heads for each slot the first posting's index plus 1; 0 for an empty slot
     */
    private GramTable(int gramBytes, int stride, int grams, long[] filter, LongTable keys, IntTable heads) {
        this.gramBytes = gramBytes;
        this.stride = stride;
        this.grams = grams;
        this.filter = filter;
        this.keys = keys;
        this.heads = heads;
    }

    /** Whether there are no grams at all, so that no scan is needed. */
    public boolean isEmpty() {
        return grams == 0;
    }

    /** Bytes of a gram. */
    public int gramBytes() {
        return gramBytes;
    }

    /** How far a scan may step, in bytes; a power of two. */
    public int stride() {
        return stride;
    }

    /**
     * The filter's words; for the scan's inner loop, which may not change them. The word of a hash is at {@code hash >>>
     * filterShift()}, and must have the bits {@code hash} and {@code hash >>> 6}, each modulo 64.
     */
    @SuppressWarnings("EI_EXPOSE_REP")
    public long[] filter() {
        return filter;
    }

    /** How far a hash is shifted right to give its word in the filter. */
    public int filterShift() {
        return 64 - Integer.numberOfTrailingZeros(filter.length);
    }

    /** A gram's hash: its high bits depend on every byte of the gram, and so do its low bits. */
    public static long hash(long gram) {
        long product = gram * 0x9e3779b97f4a7c15L;
        return product ^ product >>> 32;
    }

    /** The index of the first posting of a gram, or -1 when it has none. */
    public int firstPosting(long gram, long hash) {
        int mask = (int) keys.size() - 1;
        int slot = slot(hash, mask);
        while (true) {
            int head = heads.get(slot);
            if (head == 0) {
                return -1;
            }
            if (keys.get(slot) == gram) {
                return head - 1;
            }
            slot = (slot + 1) & mask;
        }
    }

    private static int slot(long hash, int mask) {
        return (int) (hash >>> 24) & mask;
    }

    /** Makes a table. */
    public static final class Builder {

        private final int gramBytes;
        private final int stride;
        private long[] keys = new long[64];
        private int[] heads = new int[64];
        private int grams;

        /**
         * A builder without grams.
         *
         * @param gramBytes bytes of a gram
         * @param stride how far a scan may step, a power of two
         */
        public Builder(int gramBytes, int stride) {
            this.gramBytes = gramBytes;
            this.stride = stride;
        }

        /** Adds a place where a gram stands. */
        public void add(long gram, int segment, int offset, Postings.Builder postings) {
            if (2 * grams >= keys.length) {
                grow();
            }
            int slot = find(keys, heads, gram);
            if (heads[slot] == 0) {
                keys[slot] = gram;
                grams++;
            }
            heads[slot] = postings.add(segment, offset, heads[slot] - 1) + 1;
        }

        private void grow() {
            long[] moreKeys = new long[Math.multiplyExact(keys.length, 2)];
            int[] moreHeads = new int[moreKeys.length];
            for (int i = 0; i < keys.length; i++) {
                if (heads[i] != 0) {
                    int slot = find(moreKeys, moreHeads, keys[i]);
                    moreKeys[slot] = keys[i];
                    moreHeads[slot] = heads[i];
                }
            }
            keys = moreKeys;
            heads = moreHeads;
        }

        private static int find(long[] keys, int[] heads, long gram) {
            int mask = keys.length - 1;
            int slot = slot(hash(gram), mask);
            while (heads[slot] != 0 && keys[slot] != gram) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        /** The table of all grams so far; the builder may not be used afterwards. */
        public GramTable build() {
            long wanted = (long) grams * FILTER_BITS_PER_GRAM / Long.SIZE;
            int words = MIN_FILTER_WORDS;
            while (words < wanted && words < MAX_FILTER_WORDS) {
                words *= 2;
            }
            long[] filter = new long[words];
            int shift = 64 - Integer.numberOfTrailingZeros(words);
            for (int i = 0; i < keys.length; i++) {
                if (heads[i] != 0) {
                    long hash = hash(keys[i]);
                    filter[(int) (hash >>> shift)] |= 1L << hash | 1L << (hash >>> 6);
                }
            }
            IntTable.Builder headTable = new IntTable.Builder();
            Arrays.stream(heads).forEach(headTable::add);
            return new GramTable(gramBytes, stride, grams, filter, LongTable.of(keys), headTable.build());
        }
    }
}
