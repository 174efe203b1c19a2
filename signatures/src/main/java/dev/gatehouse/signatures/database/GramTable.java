package dev.gatehouse.signatures.database;

/**
 * From a gram, a few bytes read as one number, to the places in segments where it stands.
 *
 * <p>Three steps, each smaller than the one before. The <em>filter</em> is a bit set in which each gram sets two bits of
 * one 64-bit word: one load from the second-level cache tells nearly every position of an ordinary file that it needs no
 * more. What passes is asked for in <em>slots</em> of a hash table with open addressing, of which 16 bits suffice to
 * tell nearly all of the rest. Only then is the slot's list of {@link Postings} read. The gram itself is not kept: the
 * segments that the list names are compared with the bytes anyway, so a wrong guess costs time and never a match.
 */
public final class GramTable {

    /** Bits of the filter for each gram: two of sixteen set pass about one position in fifty. */
    private static final int FILTER_BITS_PER_GRAM = 16;
    /** The filter stays near a core: 4 MiB. */
    private static final int MAX_FILTER_WORDS = 1 << 19;

    private static final int MIN_FILTER_WORDS = 1 << 6;

    private final int stride;
    private final int grams;
    private final long[] filter;
    private final ShortTable tags;
    private final IntTable heads;

    /**
     * A table over its parts.
     *
     * @param stride how far a scan may step, in bytes
     * @param grams how many slots are taken
     * @param filter the filter's words, a power of two
     * @param tags 16 bits of the hash for each slot, a power of two of slots; 0 for an empty one
     * @param heads for each slot the index of its first posting
     */
    public GramTable(int stride, int grams, long[] filter, ShortTable tags, IntTable heads) {
        this.stride = stride;
        this.grams = grams;
        this.filter = filter;
        this.tags = tags;
        this.heads = heads;
    }

    /** How many grams there are. */
    public int grams() {
        return grams;
    }

    /** The tags of the slots. */
    public ShortTable tags() {
        return tags;
    }

    /** The first postings of the slots. */
    public IntTable heads() {
        return heads;
    }

    /** Whether there are no grams at all, so that no scan is needed. */
    public boolean isEmpty() {
        return grams == 0;
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

    /** The slot of a hash, or -1 when no gram has it. */
    public int slot(long hash) {
        int mask = (int) tags.size() - 1;
        int slot = home(hash, mask);
        short wanted = tag(hash);
        while (true) {
            short found = tags.get(slot);
            if (found == 0) {
                return -1;
            }
            if (found == wanted) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    /** The index of the first posting of a slot. */
    public int firstPosting(int slot) {
        return heads.get(slot);
    }

    private static int home(long hash, int mask) {
        return (int) (hash >>> 20) & mask;
    }

    private static short tag(long hash) {
        short tag = (short) (hash >>> 4);
        return tag == 0 ? 1 : tag;
    }

    /** Makes a table. */
    public static final class Builder {

        private static final int SMALLEST = 64;

        private final int stride;
        private long[] hashes = new long[SMALLEST];
        private int[] heads = new int[SMALLEST];
        private int[] counts = new int[SMALLEST];
        private int grams;

        /**
         * A builder without grams.
         *
         * @param stride how far a scan may step, in bytes, a power of two
         */
        public Builder(int stride) {
            this.stride = stride;
        }

        /** Adds a place where a gram stands. */
        public void add(long gram, Postings.Place place, Postings.Builder postings) {
            if (2 * grams >= hashes.length) {
                grow();
            }
            long hash = hash(gram);
            int slot = find(hashes, heads, hash);
            if (heads[slot] == 0) {
                hashes[slot] = hash;
                grams++;
            }
            heads[slot] = postings.add(place, heads[slot] - 1) + 1;
            counts[slot]++;
        }

        /** How many places were added for a gram. */
        public int count(long gram) {
            return counts[find(hashes, heads, hash(gram))];
        }

        private void grow() {
            long[] moreHashes = new long[Math.multiplyExact(hashes.length, 2)];
            int[] moreHeads = new int[moreHashes.length];
            int[] moreCounts = new int[moreHashes.length];
            for (int i = 0; i < hashes.length; i++) {
                if (heads[i] != 0) {
                    int slot = find(moreHashes, moreHeads, hashes[i]);
                    moreHashes[slot] = hashes[i];
                    moreHeads[slot] = heads[i];
                    moreCounts[slot] = counts[i];
                }
            }
            hashes = moreHashes;
            heads = moreHeads;
            counts = moreCounts;
        }

        private static int find(long[] hashes, int[] heads, long hash) {
            int mask = hashes.length - 1;
            int slot = home(hash, mask);
            while (heads[slot] != 0 && hashes[slot] != hash) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        /**
         * The table of all grams so far; the builder may not be used afterwards.
         *
         * @param postings the lists that the grams were added with, in which those of grams that share a slot's tag are
         *     joined
         */
        public GramTable build(Postings.Builder postings) {
            long wanted = (long) grams * FILTER_BITS_PER_GRAM / Long.SIZE;
            int words = MIN_FILTER_WORDS;
            while (words < wanted && words < MAX_FILTER_WORDS) {
                words *= 2;
            }
            long[] filter = new long[words];
            int shift = 64 - Integer.numberOfTrailingZeros(words);
            short[] tags = new short[hashes.length];
            int[] firsts = new int[hashes.length];
            for (int i = 0; i < hashes.length; i++) {
                if (heads[i] != 0) {
                    long hash = hashes[i];
                    filter[(int) (hash >>> shift)] |= 1L << hash | 1L << (hash >>> 6);
                    enter(tags, firsts, hash, heads[i] - 1, postings);
                }
            }
            for (int slot = 0; slot < firsts.length; slot++) {
                if (tags[slot] != 0) {
                    firsts[slot] = postings.pack(firsts[slot]);
                }
            }
            return new GramTable(stride, grams, filter, ShortTable.of(tags), IntTable.of(firsts));
        }

        /** Puts a list where a look-up will stop: at the first slot with the hash's tag, or at a new one. */
        private static void enter(short[] tags, int[] firsts, long hash, int list, Postings.Builder postings) {
            int mask = tags.length - 1;
            short tag = tag(hash);
            int slot = home(hash, mask);
            while (tags[slot] != 0 && tags[slot] != tag) {
                slot = (slot + 1) & mask;
            }
            firsts[slot] = tags[slot] == 0 ? list : postings.join(list, firsts[slot]);
            tags[slot] = tag;
        }
    }
}
