package dev.gatehouse.signatures.database;

import java.lang.foreign.MemorySegment;

/** The segments of all patterns as records of fixed width; the segments of one pattern follow each other. */
public final class SegmentTable {

    /** Flag: the first segment of its pattern. */
    public static final int FIRST = 1;
    /** Flag: the last segment of its pattern. */
    public static final int LAST = 2;
    /** Flag: the anchor run has masks, which follow its values. */
    public static final int MASKED = 4;

    private static final int INTS = 12;

    private final IntTable table;

    /** Segments over a table. */
    public SegmentTable(IntTable table) {
        this.table = table;
    }

    /** How many segments there are. */
    public int size() {
        return (int) (table.size() / INTS);
    }

    /** The signature that the segment belongs to. */
    public int signature(int segment) {
        return table.get(segment * INTS);
    }

    /** The flags. */
    public int flags(int segment) {
        return table.get(segment * INTS + 1);
    }

    /** Where the anchor run's values are in the byte pool. */
    public int runData(int segment) {
        return table.get(segment * INTS + 2);
    }

    /** How many bytes the anchor run has. */
    public int runLength(int segment) {
        return table.get(segment * INTS + 3);
    }

    /** Where the code begins that goes backward from the anchor run's start. */
    public int backwardCode(int segment) {
        return table.get(segment * INTS + 4);
    }

    /** How many operations go backward. */
    public int backwardCount(int segment) {
        return table.get(segment * INTS + 5);
    }

    /** Where the code begins that goes forward from the anchor run's end. */
    public int forwardCode(int segment) {
        return table.get(segment * INTS + 6);
    }

    /** How many operations go forward. */
    public int forwardCount(int segment) {
        return table.get(segment * INTS + 7);
    }

    /** The fewest bytes between the segment before and this one. */
    public long linkMin(int segment) {
        return table.getLong(segment * INTS + 8);
    }

    /** The most bytes between the segment before and this one; {@link Long#MAX_VALUE} for no bound. */
    public long linkMax(int segment) {
        return table.getLong(segment * INTS + 10);
    }

    /** The table's bytes. */
    public MemorySegment memory() {
        return table.memory();
    }

    /** Makes a table. */
    public static final class Builder {

        private final IntTable.Builder table = new IntTable.Builder();

        /** Appends a segment, its columns in the order of the accessors, and returns its index. */
        public int add(
                int signature,
                int flags,
                int runData,
                int runLength,
                int backwardCode,
                int backwardCount,
                int forwardCode,
                int forwardCount,
                long linkMin,
                long linkMax) {
            int index = table.add(signature) / INTS;
            table.add(flags);
            table.add(runData);
            table.add(runLength);
            table.add(backwardCode);
            table.add(backwardCount);
            table.add(forwardCode);
            table.add(forwardCount);
            table.addLong(linkMin);
            table.addLong(linkMax);
            return index;
        }

        /** How many segments there are so far. */
        public int size() {
            return table.size() / INTS;
        }

        /** All segments; the builder may not be used afterwards. */
        public SegmentTable build() {
            return new SegmentTable(table.build());
        }
    }
}
