package dev.gatehouse.signatures.database;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

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

        private final Spool spool = new Spool();

        /** Appends a byte and returns its index. */
        public int add(int value) {
            int index = (int) spool.size();
            spool.add(value);
            return index;
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
            spool.add(utf8, 0, length);
            return index;
        }

        /** How many bytes there are so far; as an index, unsigned. */
        public int size() {
            return (int) spool.size();
        }

        /** The pool of all bytes so far; the builder may not be used afterwards. */
        public ByteTable build() {
            return new ByteTable(spool.freeze());
        }
    }
}
