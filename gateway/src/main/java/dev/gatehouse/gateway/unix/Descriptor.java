package dev.gatehouse.gateway.unix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open file that a client sent. It is read by position alone: its own offset is the client's, who may move it at any
 * time, and is neither used nor moved. Used by one thread at a time.
 */
public final class Descriptor implements AutoCloseable {

    /** Of {@code struct statx}: {@code stx_mode}, 2 bytes, and {@code stx_size}, 8 bytes. */
    private static final long MODE = 28;

    private static final long SIZE = 40;
    private static final long STATX_BYTES = 256;
    private static final int FORMAT = 0xf000;
    private static final int REGULAR = 0x8000;

    private final int number;
    private final AtomicBoolean closed = new AtomicBoolean();
    private MemorySegment room = MemorySegment.NULL;

    Descriptor(int number) {
        this.number = number;
    }

    /** Its number in this process. */
    public int number() {
        return number;
    }

    /** Whether it is a regular file, which alone can be read by position without waiting for anybody. */
    public boolean regular() {
        return (status().get(ValueLayout.JAVA_SHORT, MODE) & FORMAT) == REGULAR;
    }

    /** How many bytes it has now; 0 when the system does not tell. */
    public long size() {
        return status().get(ValueLayout.JAVA_LONG, SIZE);
    }

    private MemorySegment status() {
        MemorySegment status = Arena.ofAuto().allocate(STATX_BYTES, 8);
        if (Posix.statx(number, status) < 0) {
            status.fill((byte) 0);
        }
        return status;
    }

    /**
     * Reads bytes. A file system that does not answer holds the thread up, so that it must not be a virtual one.
     *
     * @param position bytes from the file's start
     * @return how many were read, at most the target's length; 0 at the end
     * @throws IOException if it cannot be read, as when it was opened for writing alone
     */
    public int read(long position, byte[] target) throws IOException {
        MemorySegment room = roomFor(target.length);
        while (true) {
            long count = Posix.pread(number, room, target.length, position);
            if (count >= 0) {
                MemorySegment.copy(room, ValueLayout.JAVA_BYTE, 0, target, 0, (int) count);
                return (int) count;
            }
            if (count != -Posix.EINTR) {
                throw Posix.failure("pread", count);
            }
        }
    }

    private MemorySegment roomFor(int bytes) {
        if (room.byteSize() < bytes) {
            room = Arena.ofAuto().allocate(bytes);
        }
        return room;
    }

    /** Closes it. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Posix.close(number);
        }
    }
}
