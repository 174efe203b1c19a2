package dev.gatehouse.backend.contained.wire;

import dev.gatehouse.confine.Linux;
import dev.gatehouse.confine.SystemCall;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** An open file by its number, closed once. Safe for use by many threads. */
public final class Descriptor implements AutoCloseable {

    private static final long AT_FDCWD = -100;
    private static final long O_CLOEXEC = 02000000;
    private static final long MAP_SHARED = 1;
    private static final long PROT_READ = 1;
    private static final long PROT_WRITE = 2;
    private static final long MFD_CLOEXEC = 1;

    private final Linux linux;
    private final int number;
    private boolean open = true;

    Descriptor(Linux linux, int number) {
        this.linux = linux;
        this.number = number;
    }

    /**
     * Opens a file for reading.
     *
     * @throws IOException if it cannot be opened
     */
    public static Descriptor reading(Linux linux, Path file) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(file.toAbsolutePath().toString());
            return of(linux, linux.call(SystemCall.OPENAT, AT_FDCWD, name.address(), O_CLOEXEC, 0), "open " + file);
        }
    }

    /**
     * Memory that is a file without a name, of so many bytes, all 0 and none of them there until it is written.
     *
     * @throws IOException if the kernel gives none
     */
    public static Descriptor memory(Linux linux, String name, long bytes) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Descriptor memory = of(
                    linux,
                    linux.call(SystemCall.MEMFD_CREATE, arena.allocateFrom(name).address(), MFD_CLOEXEC),
                    "make memory");
            long cut = linux.call(SystemCall.FTRUNCATE, memory.number, bytes);
            if (cut != 0) {
                memory.close();
                throw new IOException("cannot make memory of " + bytes + " bytes: error " + -cut);
            }
            return memory;
        }
    }

    private static Descriptor of(Linux linux, long number, String what) throws IOException {
        if (number < 0) {
            throw new IOException("cannot " + what + ": error " + -number);
        }
        return new Descriptor(linux, (int) number);
    }

    /**
     * The same file, opened again so that nothing can be written through it.
     *
     * @throws IOException if it cannot be opened
     */
    public Descriptor forReading() throws IOException {
        return reading(linux, Path.of("/proc/self/fd/" + number()));
    }

    /**
     * The file's bytes as memory, until the arena closes.
     *
     * @param writable whether they may be written
     * @throws IOException if they cannot be mapped
     */
    @SuppressWarnings("restricted")
    public MemorySegment map(Arena arena, long bytes, boolean writable) throws IOException {
        if (bytes == 0) {
            return MemorySegment.NULL.asReadOnly();
        }
        long address = linux.call(
                SystemCall.MMAP, 0, bytes, writable ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED, number(), 0);
        if (address < 0 && address > -4096) {
            throw new IOException("cannot map " + bytes + " bytes: error " + -address);
        }
        MemorySegment mapped = MemorySegment.ofAddress(address)
                .reinterpret(bytes, arena, _ -> linux.call(SystemCall.MUNMAP, address, bytes));
        return writable ? mapped : mapped.asReadOnly();
    }

    /**
     * Reads at a place.
     *
     * @return how many bytes were read; 0 at the end
     * @throws IOException if the system cannot read
     */
    public int read(long position, MemorySegment target) throws IOException {
        long count;
        do {
            count = linux.call(SystemCall.PREAD64, number(), target.address(), target.byteSize(), position);
        } while (count == -Linux.EINTR);
        if (count < 0) {
            throw new IOException("cannot read at byte " + position + ": error " + -count);
        }
        return (int) count;
    }

    synchronized int number() throws IOException {
        if (!open) {
            throw new IOException("the file is closed");
        }
        return number;
    }

    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            linux.call(SystemCall.CLOSE, number);
        }
    }
}
