package dev.gatehouse.signatures.database;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** A table of 16-bit numbers, little-endian, in the heap or mapped. */
public final class ShortTable {

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment memory;

    /** A table over memory that nobody changes. */
    public ShortTable(MemorySegment memory) {
        this.memory = memory;
    }

    /** A table of these numbers, copied. */
    public static ShortTable of(short[] numbers) {
        MemorySegment memory = MemorySegment.ofArray(new short[numbers.length]);
        for (int i = 0; i < numbers.length; i++) {
            memory.set(SHORT, (long) i << 1, numbers[i]);
        }
        return new ShortTable(memory.asReadOnly());
    }

    /** How many numbers there are. */
    public long size() {
        return memory.byteSize() >>> 1;
    }

    /** The number at an index. */
    public short get(int index) {
        return memory.get(SHORT, (long) index << 1);
    }

    /** The table's bytes. */
    public MemorySegment memory() {
        return memory;
    }
}
