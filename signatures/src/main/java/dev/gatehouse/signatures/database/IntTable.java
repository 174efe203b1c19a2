package dev.gatehouse.signatures.database;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A table of 32-bit numbers, little-endian, in the heap or mapped. */
public final class IntTable {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment memory;

    /** A table over memory that nobody changes. */
    public IntTable(MemorySegment memory) {
        this.memory = memory;
    }

    /** A table of these numbers, copied. */
    public static IntTable of(int[] numbers) {
        return of(numbers, numbers.length);
    }

    private static IntTable of(int[] numbers, int size) {
        MemorySegment memory = MemorySegment.ofArray(new int[size]);
        for (int i = 0; i < size; i++) {
            memory.set(INT, (long) i << 2, numbers[i]);
        }
        return new IntTable(memory.asReadOnly());
    }

    /** How many numbers there are. */
    public long size() {
        return memory.byteSize() >>> 2;
    }

    /** The number at an index. */
    public int get(int index) {
        return memory.get(INT, (long) index << 2);
    }

    /** The 64-bit number that begins at an index and takes two places, the lower half first. */
    public long getLong(int index) {
        return memory.get(LONG, (long) index << 2);
    }

    /** The table's bytes. */
    public MemorySegment memory() {
        return memory;
    }

    /** Makes a table. */
    public static final class Builder {

        private int[] numbers = new int[64];
        private int size;

        /** Appends a number and returns its index. */
        public int add(int number) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.multiplyExact(size, 2));
            }
            numbers[size] = number;
            return size++;
        }

        /** Appends a 64-bit number in two places and returns the index of the first. */
        public int addLong(long number) {
            int index = add((int) number);
            add((int) (number >>> 32));
            return index;
        }

        /** How many numbers there are so far. */
        public int size() {
            return size;
        }

        /** The number at an index. */
        public int get(int index) {
            return numbers[index];
        }

        /** Replaces the number at an index. */
        public void set(int index, int number) {
            numbers[index] = number;
        }

        /** The table of all numbers so far; the builder may not be used afterwards. */
        public IntTable build() {
            return of(numbers, size);
        }
    }
}
