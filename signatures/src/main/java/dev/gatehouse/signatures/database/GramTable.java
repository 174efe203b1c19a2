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

    private static final long SPREAD = 0x9e3779b97f4a7c15L;
    private static final long STIR = 0xbf58476d1ce4e5b9L;

    private final int width;
    private final int stride;
    private final int grams;
    private final long[] filter;
    private final ShortTable tags;
    private final IntTable heads;

    /**
     * A table over its parts.
     *
     * @param width bytes of a gram, 3 to 8
     * @param stride how far a scan may step, in bytes
     * @param grams how many slots are taken
     * @param filter the filter's words, a power of two
     * @param tags 16 bits of the hash for each slot, a power of two of slots; 0 for an empty one
     * @param heads for each slot the index of its first posting
     */
    public GramTable(int width, int stride, int grams, long[] filter, ShortTable tags, IntTable heads) {
        this.width = width;
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

    /** Bytes of a gram. */
    public int width() {
        return width;
    }

    /** How far a scan may step, in bytes; a power of two. */
    public int stride() {
        return stride;
    }

    /**
     * The filter's words, a power of two; for the scan's inner loop, which may not change them. The word of a {@link
     * #product} is at its bits from {@link #filterShift} on; it must have the two bits that the six bits below and the
     * six below those say.
     */
    @SuppressWarnings("EI_EXPOSE_REP")
    public long[] filter() {
        return filter;
    }

    /** How far a product is shifted right to give its word in the filter. */
    public int filterShift() {
        return shift(filter.length);
    }

    private static int shift(int words) {
        return Long.SIZE - Integer.numberOfTrailingZeros(words);
    }

    /** How far eight bytes, read as a number, are shifted left so that those beyond the gram fall out. */
    public int lead() {
        return lead(width);
    }

    private static int lead(int width) {
        return Long.SIZE - Byte.SIZE * width;
    }

    /**
     * What a gram is known by. Its upper bits depend on every byte of the gram; the lower ones on ever fewer, and may be
     * zero.
     *
     * @param eight the eight bytes that begin with the gram, the first lowest
     * @param lead as {@link #lead()} says
     */
    public static long product(long eight, int lead) {
        return (eight << lead) * SPREAD;
    }

    /** The slot of a product, or -1 when no gram has it. */
    public int slot(long product) {
        long hash = hash(product);
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

    /** All bits of a product in all bits of a number; one to one, so no two grams have the same. */
    private static long hash(long product) {
        return (product ^ product >>> 32) * STIR;
    }

    private static int home(long hash, int mask) {
        return (int) (hash >>> 32) & mask;
    }

    private static short tag(long hash) {
        short tag = (short) (hash >>> 16);
        return tag == 0 ? 1 : tag;
    }

    /** Makes a table. */
    public static final class Builder {

        private static final int SMALLEST = 64;

        private final int width;
        private final int stride;
        private long[] products = new long[SMALLEST];
        private int[] heads = new int[SMALLEST];
        private int[] counts = new int[SMALLEST];
        private int grams;

        /**
         * A builder without grams.
         *
         * @param width bytes of a gram, 3 to 8
         * @param stride how far a scan may step, in bytes, a power of two
         */
        public Builder(int width, int stride) {
            this.width = width;
            this.stride = stride;
        }

        /** Adds a place where a gram stands. */
        public void add(long gram, Postings.Place place, Postings.Builder postings) {
            if (2 * grams >= products.length) {
                grow();
            }
            long product = product(gram, lead(width));
            int slot = find(products, heads, product);
            if (heads[slot] == 0) {
                products[slot] = product;
                grams++;
            }
            heads[slot] = postings.add(place, heads[slot] - 1) + 1;
            counts[slot]++;
        }

        /** How many places were added for a gram. */
        public int count(long gram) {
            return counts[find(products, heads, product(gram, lead(width)))];
        }

        private void grow() {
            long[] moreProducts = new long[Math.multiplyExact(products.length, 2)];
            int[] moreHeads = new int[moreProducts.length];
            int[] moreCounts = new int[moreProducts.length];
            for (int i = 0; i < products.length; i++) {
                if (heads[i] != 0) {
                    int slot = find(moreProducts, moreHeads, products[i]);
                    moreProducts[slot] = products[i];
                    moreHeads[slot] = heads[i];
                    moreCounts[slot] = counts[i];
                }
            }
            products = moreProducts;
            heads = moreHeads;
            counts = moreCounts;
        }

        private static int find(long[] products, int[] heads, long product) {
            int mask = products.length - 1;
            int slot = home(hash(product), mask);
            while (heads[slot] != 0 && products[slot] != product) {
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
            long[] filter = new long[filterWords()];
            int shift = shift(filter.length);
            short[] tags = new short[products.length];
            int[] firsts = new int[products.length];
            for (int i = 0; i < products.length; i++) {
                if (heads[i] != 0) {
                    long product = products[i];
                    filter[(int) (product >>> shift)] |=
                            1L << (product >>> (shift - 6)) | 1L << (product >>> (shift - 12));
                    enter(tags, firsts, hash(product), heads[i] - 1, postings);
                }
            }
            for (int slot = 0; slot < firsts.length; slot++) {
                if (tags[slot] != 0) {
                    firsts[slot] = postings.pack(firsts[slot]);
                }
            }
            return new GramTable(width, stride, grams, filter, ShortTable.of(tags), IntTable.of(firsts));
        }

        /** As many words as the grams ask for, as the cache holds, and as a product has good bits for. */
        private int filterWords() {
            long wanted = (long) grams * FILTER_BITS_PER_GRAM / Long.SIZE;
            int most = Math.min(MAX_FILTER_WORDS, 1 << (Byte.SIZE * Math.min(width, 4) - 12));
            int words = MIN_FILTER_WORDS;
            while (words < wanted && words < most) {
                words *= 2;
            }
            return words;
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
