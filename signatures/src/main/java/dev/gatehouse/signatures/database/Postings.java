package dev.gatehouse.signatures.database;

import java.lang.foreign.MemorySegment;

/**
 * Lists of places in segments. A list is read from one end to the other, so its postings lie side by side; each says in
 * which segment the place is, how far it is from the start of the segment's anchor run, and which four bytes must stand
 * near it, so that most segments of a long list are ruled out by one comparison.
 */
public final class Postings {

    /** The distance of a place that has no bytes to check. */
    public static final int NO_CHECK = Short.MIN_VALUE;

    private static final int INTS = 3;
    private static final int LAST = 1 << 31;

    private final IntTable table;

    /** Lists over a table of triples. */
    public Postings(IntTable table) {
        this.table = table;
    }

    /** The segment of a posting. */
    public int segment(int posting) {
        return table.get(posting * INTS) & ~LAST;
    }

    /** Whether a posting is the last of its list; the next one follows it otherwise. */
    public boolean isLast(int posting) {
        return table.get(posting * INTS) < 0;
    }

    /** How many bytes the place is after the start of the segment's anchor run. */
    public int offset(int posting) {
        return table.get(posting * INTS + 1) & 0xffff;
    }

    /** What {@link #distance} and {@link #bytes} tell of a posting, in one number: one look at memory far away. */
    public long check(int posting) {
        return table.getLong(posting * INTS + 1);
    }

    /** How many bytes after the place, or before it, the bytes of a check stand; or {@link #NO_CHECK}. */
    public static int distance(long check) {
        return (int) check >> 16;
    }

    /** The four bytes of a check, little-endian. */
    public static int bytes(long check) {
        return (int) (check >>> 32);
    }

    /** The table's bytes. */
    public MemorySegment memory() {
        return table.memory();
    }

    /**
     * A place in a segment.
     *
     * @param segment the segment
     * @param offset how many bytes the place is after the start of the segment's anchor run
     * @param checkDistance how many bytes after the place, or before it, the bytes to check stand; or {@link #NO_CHECK}
     * @param check those four bytes, little-endian
     */
    public record Place(int segment, int offset, int checkDistance, int check) {}

    /** Makes lists: first as chains, to which places are added in any order, then packed one by one. */
    public static final class Builder {

        private static final int CHAIN_INTS = 4;

        private final IntTable.Builder chains = new IntTable.Builder();
        private final IntTable.Builder packed = new IntTable.Builder();

        /** Adds a place in front of a chain, -1 for an empty one, and returns the chain's new head. */
        public int add(Place place, int chain) {
            int index = chains.add(place.segment()) / CHAIN_INTS;
            chains.add(place.offset() | place.checkDistance() << 16);
            chains.add(place.check());
            chains.add(chain);
            return index;
        }

        /** Puts one chain before another and returns the head of the whole. */
        int join(int first, int second) {
            int last = first;
            while (next(last) >= 0) {
                last = next(last);
            }
            chains.set(last * CHAIN_INTS + 3, second);
            return first;
        }

        /** Makes a list of a chain and returns the index of its first posting. */
        public int pack(int chain) {
            int first = packed.size() / INTS;
            for (int at = chain; at >= 0; at = next(at)) {
                packed.add(chains.get(at * CHAIN_INTS) | (next(at) < 0 ? LAST : 0));
                packed.add(chains.get(at * CHAIN_INTS + 1));
                packed.add(chains.get(at * CHAIN_INTS + 2));
            }
            return first;
        }

        private int next(int link) {
            return chains.get(link * CHAIN_INTS + 3);
        }

        /** All packed lists; the builder may not be used afterwards. */
        public Postings build() {
            return new Postings(packed.build());
        }
    }
}
