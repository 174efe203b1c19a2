package dev.gatehouse.signatures.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are only ever appended: in the heap while they are few, in a private temporary file from then on, so that
 * building a database of millions of digests takes no more heap than building one of thousands. For one thread.
 *
 * <p>A temporary file that cannot be written is an {@link UncheckedIOException}, for it is the environment's fault.
 */
final class Spool {

    private static final int HEAP_BYTES = 1 << 20;

    private byte[] buffer = new byte[256];
    private int buffered;
    private long written;
    private @Nullable FileChannel file;

    /** How many bytes there are so far. */
    long size() {
        return written + buffered;
    }

    /** Appends a byte. */
    void add(int value) {
        room(1);
        buffer[buffered++] = (byte) value;
    }

    /** Appends bytes. */
    void add(byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            room(Math.min(length - done, HEAP_BYTES / 2));
            int step = Math.min(length - done, buffer.length - buffered);
            System.arraycopy(bytes, offset + done, buffer, buffered, step);
            buffered += step;
            done += step;
        }
    }

    /** Appends a 32-bit number, little-endian. */
    void addInt(int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            add(value >>> shift);
        }
    }

    /** Appends a 64-bit number, little-endian. */
    void addLong(long value) {
        addInt((int) value);
        addInt((int) (value >>> 32));
    }

    private void room(int count) {
        if (buffered + count <= buffer.length) {
            return;
        }
        if (buffer.length < HEAP_BYTES) {
            buffer = Arrays.copyOf(buffer, Math.min(HEAP_BYTES, Math.max(buffered + count, buffer.length * 2)));
        } else {
            flush();
        }
    }

    private void flush() {
        try {
            FileChannel channel = file;
            if (channel == null) {
                channel = openUnlinked();
                file = channel;
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, buffered);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            written += buffered;
            buffered = 0;
        } catch (IOException e) {
            throw new UncheckedIOException("signatures cannot be sorted: a temporary file cannot be written", e);
        }
    }

    /** All bytes so far; the spool may not be used afterwards. */
    MemorySegment freeze() {
        if (file == null) {
            return MemorySegment.ofArray(Arrays.copyOf(buffer, buffered)).asReadOnly();
        }
        flush();
        try (FileChannel channel = file) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, written, Arena.ofAuto());
        } catch (IOException e) {
            throw new UncheckedIOException("signatures cannot be sorted: a temporary file cannot be mapped", e);
        }
    }

    /** Memory of this size, all zero: in the heap if small, else in a private temporary file. */
    static MemorySegment scratch(long bytes) {
        if (bytes <= HEAP_BYTES) {
            return MemorySegment.ofArray(new byte[(int) bytes]);
        }
        try (FileChannel channel = openUnlinked()) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, Arena.ofAuto());
        } catch (IOException e) {
            throw new UncheckedIOException("signatures cannot be sorted: a temporary file cannot be mapped", e);
        }
    }

    /** A temporary file that has no name any more, so that nothing is left whatever happens. */
    private static FileChannel openUnlinked() throws IOException {
        Path path = Files.createTempFile("gatehouse-", ".spool");
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
    }
}
