package dev.gatehouse.backend.contained;

import dev.gatehouse.backend.contained.wire.Descriptor;
import dev.gatehouse.confine.Linux;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How the bytes of a part reach a child. Up to {@link #WINDOW_BYTES} they are written to memory that the child sees but
 * cannot write to. A part that is a larger file already is opened here, and the opened file is sent, unless the child could
 * write to it; one that is not is written to a file without a name first.
 */
final class Handover implements AutoCloseable {

    /** How large the memory is; its pages are there only once they were written to. */
    static final int WINDOW_BYTES = 16 << 20;

    /** From here on sending a file costs less than copying it. */
    private static final long FILE_BYTES = 256 << 10;

    private static final int CHUNK_BYTES = 256 << 10;

    private static final int WRITABLE_BY_ALL = 2;
    private static final Path SELF = Path.of("/proc/self");

    private final Linux linux;
    private final boolean stranger;
    private final Descriptor memory;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment window;
    private byte[] chunk = new byte[0];

    /**
     * Makes the window.
     *
     * @param stranger whether the child runs as another user than the gate
     * @throws IOException if there is no memory for it
     */
    Handover(Linux linux, boolean stranger) throws IOException {
        this.linux = linux;
        this.stranger = stranger;
        this.memory = Descriptor.memory(linux, "gatehouse-parts", WINDOW_BYTES);
        this.window = memory.map(arena, WINDOW_BYTES, true);
    }

    /**
     * The window as the child gets it.
     *
     * @throws IOException if it cannot be opened again
     */
    Descriptor forChild() throws IOException {
        return memory.forReading();
    }

    /**
     * Hands over a part.
     *
     * @param over asked now and then whether there is no use in going on
     * @return the file to send; nothing when the bytes are in the window
     * @throws IOException if the part cannot be read
     */
    Optional<Descriptor> hand(Subject part, BooleanSupplier over) throws IOException {
        if (part.size() > FILE_BYTES
                && part.file().filter(this::isBeyondTheChild).isPresent()) {
            return Optional.of(Descriptor.reading(linux, part.file().get()));
        }
        if (part.size() > WINDOW_BYTES) {
            return Optional.of(file(part, over));
        }
        copy(
                part,
                over,
                (bytes, length, position) ->
                        MemorySegment.copy(bytes, 0, window, ValueLayout.JAVA_BYTE, position, length));
        return Optional.empty();
    }

    /**
     * A file that holds a part, whatever its size.
     *
     * @throws IOException if the part cannot be read or the file not be written
     */
    Descriptor file(Subject part, BooleanSupplier over) throws IOException {
        if (part.file().filter(this::isBeyondTheChild).isPresent()) {
            return Descriptor.reading(linux, part.file().get());
        }
        Path file = Files.createTempFile("gatehouse-", ".part");
        try {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                // Zeros are left out, so that a bomb of them takes no disk; the last byte gives the file its size.
                copy(part, over, (bytes, length, position) -> {
                    if (position + length == part.size() || !zero(bytes, length)) {
                        write(channel, ByteBuffer.wrap(bytes, 0, length), position);
                    }
                });
            }
            return Descriptor.reading(linux, file);
        } finally {
            Files.delete(file);
        }
    }

    /**
     * Whether the child can do nothing to a file that it holds open. The kernel lets whoever may write to a file open it
     * again for writing through /proc/self/fd, wherever the file lies; an owner may change its mode.
     */
    private boolean isBeyondTheChild(Path file) {
        try {
            int mode = (int) Files.getAttribute(file, "unix:mode");
            boolean everybodys = (mode & WRITABLE_BY_ALL) != 0;
            boolean ours = Files.getAttribute(file, "unix:uid").equals(Files.getAttribute(SELF, "unix:uid"))
                    || Files.isWritable(file);
            return !everybodys && (stranger || !ours);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean zero(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        for (long at = position; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
    }

    private interface Target {
        void take(byte[] bytes, int length, long position) throws IOException;
    }

    private void copy(Subject part, BooleanSupplier over, Target target) throws IOException {
        int wanted = (int) Math.min(CHUNK_BYTES, part.size());
        if (chunk.length < wanted) {
            chunk = new byte[wanted];
        }
        for (long position = 0; position < part.size(); ) {
            if (over.getAsBoolean()) {
                throw new IOException("the scan was over while the part was handed over");
            }
            int count = part.read(position, chunk, 0, (int) Math.min(chunk.length, part.size() - position));
            if (count <= 0) {
                throw new IOException("the part ends at byte " + position + " of " + part.size());
            }
            target.take(chunk, count, position);
            position += count;
        }
    }

    @Override
    public void close() {
        arena.close();
        memory.close();
    }
}
