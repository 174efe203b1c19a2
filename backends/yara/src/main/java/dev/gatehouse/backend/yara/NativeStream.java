package dev.gatehouse.backend.yara;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;

/**
 * A YR_STREAM over bytes of Java (libyara/include/yara/stream.h): user data, a function that reads, one that writes.
 * Bytes that were checked are the bytes that libyara sees, whatever happens to the file meanwhile.
 */
final class NativeStream {

    private static final FunctionDescriptor TRANSFER =
            FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS);

    private final byte[] source;
    private final ByteArrayOutputStream target = new ByteArrayOutputStream();
    private final MemorySegment segment;
    private int position;

    private NativeStream(byte[] source, Arena arena) {
        this.source = source;
        segment = arena.allocate(ADDRESS, 3);
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        segment.setAtIndex(ADDRESS, 1, Upcalls.of(lookup, this, "read", TRANSFER, arena));
        segment.setAtIndex(ADDRESS, 2, Upcalls.of(lookup, this, "write", TRANSFER, arena));
    }

    static NativeStream reading(byte[] source, Arena arena) {
        return new NativeStream(source, arena);
    }

    static NativeStream writing(Arena arena) {
        return new NativeStream(new byte[0], arena);
    }

    MemorySegment segment() {
        return segment;
    }

    /** What was written. */
    byte[] written() {
        return target.toByteArray();
    }

    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // called from C
    private long read(MemorySegment bytes, long size, long count, MemorySegment user) {
        try {
            long items = size == 0 ? 0 : Math.min(count, (source.length - position) / size);
            int length = Math.toIntExact(items * size);
            MemorySegment.copy(
                    source, position, Native.segment(bytes.address(), length), ValueLayout.JAVA_BYTE, 0, length);
            position += length;
            return items;
        } catch (Throwable _) {
            return 0;
        }
    }

    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // called from C
    private long write(MemorySegment bytes, long size, long count, MemorySegment user) {
        try {
            target.writeBytes(Native.segment(bytes.address(), Math.multiplyExact(size, count))
                    .toArray(ValueLayout.JAVA_BYTE));
            return count;
        } catch (Throwable _) {
            return 0;
        }
    }
}
