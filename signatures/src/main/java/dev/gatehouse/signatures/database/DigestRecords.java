package dev.gatehouse.signatures.database;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * The records of a table of digests. Those of a file are read from it and not through its mapping: each look-up reads
 * somewhere else, and the system maps many pages around each that is touched, so that after a few thousand look-ups all of
 * the records would count as this process's memory.
 */
public final class DigestRecords {

    private final MemorySegment memory;
    private final Optional<FileChannel> file;
    private final long offset;

    private DigestRecords(MemorySegment memory, Optional<FileChannel> file, long offset) {
        this.memory = memory;
        this.file = file;
        this.offset = offset;
    }

    /** Records in memory. */
    public static DigestRecords of(MemorySegment memory) {
        return new DigestRecords(memory, Optional.empty(), 0);
    }

    /**
     * Records in a file.
     *
     * @param mapped the same records, mapped
     * @param file stays open as long as this is in use
     * @param offset where they begin, in bytes from the file's start
     */
    public static DigestRecords of(MemorySegment mapped, FileChannel file, long offset) {
        return new DigestRecords(mapped, Optional.of(file), offset);
    }

    /** How many bytes there are. */
    public long byteSize() {
        return memory.byteSize();
    }

    /** All of them. */
    public MemorySegment memory() {
        return memory;
    }

    /** Some of them, from a position in bytes. */
    MemorySegment read(long position, int length) {
        byte[] bytes = new byte[length];
        if (!fromFile(bytes, position)) {
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, position, bytes, 0, length);
        }
        return MemorySegment.ofArray(bytes);
    }

    /** Whether they could be read: a thread that is interrupted here closes the channel, for all that come after it. */
    private boolean fromFile(byte[] bytes, long position) {
        if (file.isEmpty() || !file.get().isOpen()) {
            return false;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            while (buffer.hasRemaining()) {
                if (file.get().read(buffer, offset + position + buffer.position()) < 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
