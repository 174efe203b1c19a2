package dev.gatehouse.backend.yara;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A YR_STREAM over memory (libyara/include/yara/stream.h): user data, a function that reads, one that writes. Bytes that
 * were checked are the bytes that libyara sees, whatever happens to the file meanwhile. libyara moves hundreds of
 * thousands of pieces of eight bytes, so both functions are C's own and the user data is a FILE.
 */
final class NativeStream implements AutoCloseable {

    private final YaraLibrary library;
    private final MemorySegment file;
    private final MemorySegment stream;

    private NativeStream(YaraLibrary library, MemorySegment file, Arena arena) {
        this.library = library;
        this.file = file;
        stream = arena.allocate(ADDRESS, 3);
        stream.setAtIndex(ADDRESS, 0, file);
        stream.setAtIndex(ADDRESS, 1, library.readFunction());
        stream.setAtIndex(ADDRESS, 2, library.writeFunction());
    }

    /**
     * A stream that reads bytes.
     *
     * @throws RuleException if there are none
     */
    static NativeStream reading(YaraLibrary library, byte[] source, Arena arena) throws RuleException {
        MemorySegment bytes = arena.allocate(source.length + 1L);
        MemorySegment.copy(source, 0, bytes, JAVA_BYTE, 0, source.length);
        MemorySegment file = library.openMemory(bytes, source.length, arena.allocateFrom("r"));
        if (file.address() == 0) {
            throw new RuleException(YaraStatus.describe(YaraStatus.INVALID_FILE));
        }
        return new NativeStream(library, file, arena);
    }

    /** What writes into a stream, and says whether it could. */
    interface Writer {
        int write(MemorySegment stream);
    }

    /**
     * All that a writer writes.
     *
     * @throws RuleException if it could not
     */
    static byte[] written(YaraLibrary library, Writer writer) throws RuleException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(ADDRESS);
            MemorySegment size = arena.allocate(JAVA_LONG);
            MemorySegment file = library.openGrowing(address, size);
            if (file.address() == 0) {
                throw new RuleException(YaraStatus.describe(YaraStatus.INSUFFICIENT_MEMORY));
            }
            int status;
            try (NativeStream stream = new NativeStream(library, file, arena)) {
                status = writer.write(stream.segment());
            }
            MemorySegment bytes = address.get(ADDRESS, 0);
            try {
                if (status != YaraStatus.SUCCESS) {
                    throw new RuleException(YaraStatus.describe(status));
                }
                return Native.segment(bytes.address(), size.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
            } finally {
                library.free(bytes);
            }
        }
    }

    MemorySegment segment() {
        return stream;
    }

    @Override
    public void close() {
        library.closeFile(file);
    }
}
