package dev.gatehouse.signatures.database;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A pool of bytes, in the heap or mapped. */
public final class ByteTable {

    private final MemorySegment memory;

    /** A pool over memory that nobody changes. */
    public ByteTable(MemorySegment memory) {
        this.memory = memory;
    }

    /** How many bytes there are. */
    public long size() {
        return memory.byteSize();
    }

    /** The byte at an index. */
    public byte get(int index) {
        return memory.get(ValueLayout.JAVA_BYTE, Integer.toUnsignedLong(index));
    }

    /** The string that begins at an index: a length of two bytes, low byte first, then UTF-8. */
    public String string(int index) {
        long at = Integer.toUnsignedLong(index);
        int length = (get(index) & 0xff) | (get(index + 1) & 0xff) << 8;
        byte[] bytes = new byte[length];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at + 2, bytes, 0, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The pool's bytes. */
    public MemorySegment memory() {
        return memory;
    }

    /** Makes a pool. */
    public static final class Builder {

        private byte[] bytes = new byte[256];
        private int size;

        /** Appends a byte and returns its index. */
        public int add(int value) {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.multiplyExact(size, 2));
            }
            bytes[size] = (byte) value;
            return size++;
        }

        /**
         * Appends a string as {@link ByteTable#string} reads it, and returns its index. What is longer than 65,535
         * bytes is cut.
         */
        public int addString(String string) {
            byte[] utf8 = string.getBytes(StandardCharsets.UTF_8);
            int length = Math.min(utf8.length, 0xffff);
            int index = add(length);
            add(length >>> 8);
            for (int i = 0; i < length; i++) {
                add(utf8[i]);
            }
            return index;
        }

        /** How many bytes there are so far. */
        public int size() {
            return size;
        }

        /** The pool of all bytes so far; the builder may not be used afterwards. */
        public ByteTable build() {
            return new ByteTable(
                    MemorySegment.ofArray(Arrays.copyOf(bytes, size)).asReadOnly());
        }
    }
}
