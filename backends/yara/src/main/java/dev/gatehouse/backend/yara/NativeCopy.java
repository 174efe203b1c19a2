package dev.gatehouse.backend.yara;

import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A place in native memory to which things are copied, one after the other, before libyara sees them. It is never given
 * a mapping of somebody's file: when such a file shrinks, a read in C ends the process. Three ways by size: a small
 * thing goes to a buffer that is kept; a larger one to memory that is the spare one of all, or else new; and a very
 * large one to a private file without a name, which nobody else can shrink, and which is mapped, so that the memory for
 * it is the system's to take back. New memory costs more than the copy: the system clears it, and Java once more.
 */
@SuppressWarnings("MustBeClosedChecker") // memory that lives as long as this
final class NativeCopy implements AutoCloseable {

    private static final int KEPT_BYTES = 4 << 20;
    private static final int MEMORY_BYTES = 32 << 20;
    private static final int HUGE_BYTES = 128 << 20;
    private static final int SMALLEST_BYTES = 64 << 10;
    private static final int STEP_BYTES = 256 << 10;

    /** How much is read between two questions whether to go on. */
    private static final int STRETCH_BYTES = 1 << 20;

    /** Steps of zeros are not written but left out, so that a bomb of zeros takes no disk. */
    private static final byte[] ZEROS = new byte[STEP_BYTES];

    private final Path temporaryFolder;
    private final SpareMemory spare;
    private Arena bufferArena = Arena.ofShared();
    private MemorySegment buffer;
    private @Nullable Arena mapping;
    private SpareMemory.@Nullable Piece large;
    private SpareMemory.@Nullable Piece huge;

    /**
     * A place.
     *
     * @param temporaryFolder where very large things go
     * @param spare where large things go, if nobody else's is there
     */
    NativeCopy(Path temporaryFolder, SpareMemory spare) {
        this.temporaryFolder = temporaryFolder;
        this.spare = spare;
        buffer = bufferArena.allocate(SMALLEST_BYTES);
    }

    /** The scan was stopped while bytes were copied. */
    static final class StoppedException extends Exception {
        private static final long serialVersionUID = 1L;

        private StoppedException() {
            super("stopped while bytes were copied");
        }
    }

    /** The private file could not be written. */
    static final class NoSpaceException extends Exception {
        private static final long serialVersionUID = 1L;

        private NoSpaceException(IOException cause) {
            super("a copy cannot be written to a temporary file: " + cause.getMessage(), cause);
        }
    }

    /**
     * The subject's bytes, valid until {@link #clear}.
     *
     * @param stop asked again and again whether to go on
     * @throws IOException if the subject cannot be read, or ends early
     */
    MemorySegment of(Subject subject, BooleanSupplier stop) throws IOException, StoppedException, NoSpaceException {
        long size = subject.size();
        Optional<MemorySegment> memory = memory(size);
        if (memory.isEmpty()) {
            return inFile(subject, size, stop);
        }
        MemorySegment target = memory.get();
        for (long position = 0; position < size; ) {
            check(position, stop);
            int length = subject.read(position, target.asSlice(position, Math.min(STRETCH_BYTES, size - position)));
            position += some(length, position, size);
        }
        return target.asSlice(0, size);
    }

    /** Gives back what only the last copy needed. */
    void clear() {
        if (mapping != null) {
            mapping.close();
            mapping = null;
        }
        if (large != null) {
            spare.giveBack(large);
            large = null;
        }
        if (huge != null) {
            spare.giveBackHuge(huge);
            huge = null;
        }
    }

    @Override
    public void close() {
        clear();
        bufferArena.close();
    }

    private Optional<MemorySegment> memory(long size) {
        if (size > MEMORY_BYTES) {
            return size > HUGE_BYTES ? Optional.empty() : huge(size);
        }
        return Optional.of(size <= KEPT_BYTES ? kept(size) : large(size));
    }

    private Optional<MemorySegment> huge(long size) {
        clear();
        Optional<SpareMemory.Piece> piece = spare.takeHuge(size);
        huge = piece.orElse(null);
        return piece.map(SpareMemory.Piece::memory);
    }

    private MemorySegment kept(long size) {
        if (buffer.byteSize() < size) {
            bufferArena.close();
            bufferArena = Arena.ofShared();
            buffer = bufferArena.allocate(Math.max(SMALLEST_BYTES, Long.highestOneBit(size - 1) << 1));
        }
        return buffer;
    }

    private MemorySegment large(long size) {
        clear();
        SpareMemory.Piece piece = spare.take(size);
        large = piece;
        return piece.memory();
    }

    private Arena mapping() {
        clear();
        Arena arena = Arena.ofShared();
        mapping = arena;
        return arena;
    }

    private static int read(Subject subject, byte[] step, long position, long size, BooleanSupplier stop)
            throws IOException, StoppedException {
        check(position, stop);
        return some(subject.read(position, step, 0, (int) Math.min(step.length, size - position)), position, size);
    }

    private static void check(long position, BooleanSupplier stop) throws StoppedException {
        if (position > 0 && stop.getAsBoolean()) {
            throw new StoppedException();
        }
    }

    private static int some(int length, long position, long size) throws IOException {
        if (length == 0) {
            throw new IOException("ended after " + position + " of " + size + " bytes");
        }
        return length;
    }

    private MemorySegment inFile(Subject subject, long size, BooleanSupplier stop)
            throws IOException, StoppedException, NoSpaceException {
        byte[] step = new byte[STEP_BYTES];
        try (FileChannel channel = privateFile()) {
            for (long position = 0; position < size; ) {
                int length = read(subject, step, position, size, stop);
                if (position + length == size || Arrays.mismatch(step, 0, length, ZEROS, 0, length) >= 0) {
                    write(channel, ByteBuffer.wrap(step, 0, length), position);
                }
                position += length;
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, size, mapping());
        }
    }

    private FileChannel privateFile() throws NoSpaceException {
        try {
            Path file = Files.createTempFile(temporaryFolder, "gatehouse-yara", null);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            Files.delete(file);
            return channel;
        } catch (IOException e) {
            throw new NoSpaceException(e);
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long position) throws NoSpaceException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, position + bytes.position());
            }
        } catch (IOException e) {
            throw new NoSpaceException(e);
        }
    }
}
