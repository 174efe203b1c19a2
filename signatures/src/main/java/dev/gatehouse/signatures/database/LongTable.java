package dev.gatehouse.signatures.database;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** A table of 64-bit numbers, little-endian, in the heap or mapped. */
public final class LongTable {

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment memory;

    /** A table over memory that nobody changes. */
    public LongTable(MemorySegment memory) {
        this.memory = memory;
    }

    /** A table of these numbers, copied. */
    public static LongTable of(long[] numbers) {
        MemorySegment memory = MemorySegment.ofArray(new long[numbers.length]);
        for (int i = 0; i < numbers.length; i++) {
            memory.set(LONG, (long) i << 3, numbers[i]);
        }
        return new LongTable(memory.asReadOnly());
    }

    /** How many numbers there are. */
    public long size() {
        return memory.byteSize() >>> 3;
    }

    /** The number at an index. */
    public long get(int index) {
        return memory.get(LONG, (long) index << 3);
    }

    /** All numbers, copied into the heap. */
    public long[] toArray() {
        return memory.toArray(LONG);
    }

    /** The table's bytes. */
    public MemorySegment memory() {
        return memory;
    }
}
