package dev.gatehouse.signatures.database;

import java.lang.foreign.MemorySegment;

/** Lists of places in segments: which segment, how far the place is from the start of its anchor run, what follows. */
public final class Postings {

    private static final int INTS = 3;

    private final IntTable table;

    /** Lists over a table of triples. */
    public Postings(IntTable table) {
        this.table = table;
    }

    /** The segment of a posting. */
    public int segment(int posting) {
        return table.get(posting * INTS);
    }

    /** How many bytes the place is after the start of the segment's anchor run. */
    public int offset(int posting) {
        return table.get(posting * INTS + 1);
    }

    /** The next posting of the list, or -1. */
    public int next(int posting) {
        return table.get(posting * INTS + 2);
    }

    /** The table's bytes. */
    public MemorySegment memory() {
        return table.memory();
    }

    /** Makes lists. */
    public static final class Builder {

        private final IntTable.Builder table = new IntTable.Builder();

        /** Adds a posting in front of a list, -1 for an empty one, and returns its index. */
        public int add(int segment, int offset, int next) {
            int index = table.add(segment) / INTS;
            table.add(offset);
            table.add(next);
            return index;
        }

        /** Puts one list before another and returns the index of the whole. */
        int join(int first, int second) {
            int last = first;
            while (table.get(last * INTS + 2) >= 0) {
                last = table.get(last * INTS + 2);
            }
            table.set(last * INTS + 2, second);
            return first;
        }

        /** All lists; the builder may not be used afterwards. */
        public Postings build() {
            return new Postings(table.build());
        }
    }
}
