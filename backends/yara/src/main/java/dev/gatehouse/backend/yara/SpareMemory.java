package dev.gatehouse.backend.yara;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One piece of native memory that waits for the next large thing, whoever has it: the cost of new memory is saved where
 * large things come one after the other, and no more than this one piece is held where many came at once.
 */
@SuppressWarnings("MustBeClosedChecker") // pieces outlive the calls that make them
final class SpareMemory implements AutoCloseable {

    private final YaraLibrary library;
    private final AtomicBoolean hugeTaken = new AtomicBoolean();
    private @Nullable Piece spare;
    private boolean closed;

    SpareMemory(YaraLibrary library) {
        this.library = library;
    }

    /** Native memory, in one owner's hands. */
    record Piece(Arena arena, MemorySegment memory) {

        private void free() {
            arena.close();
        }
    }

    /**
     * Memory of at least that size, with anything in it.
     *
     * @throws OutOfMemoryError if there is none
     */
    Piece take(long bytes) {
        Piece waiting = waiting();
        if (waiting != null && waiting.memory().byteSize() >= bytes) {
            return waiting;
        }
        if (waiting != null) {
            waiting.free();
        }
        Arena arena = Arena.ofShared();
        try {
            return new Piece(arena, library.allocate(Long.highestOneBit(bytes - 1) << 1, arena));
        } catch (OutOfMemoryError e) {
            arena.close();
            throw e;
        }
    }

    /** Memory for something huge; nothing while another has such memory, so that only one is held at a time. */
    Optional<Piece> takeHuge(long bytes) {
        if (!hugeTaken.compareAndSet(false, true)) {
            return Optional.empty();
        }
        Arena arena = Arena.ofShared();
        try {
            return Optional.of(new Piece(arena, library.allocate(bytes, arena)));
        } catch (OutOfMemoryError e) {
            arena.close();
            hugeTaken.set(false);
            return Optional.empty();
        }
    }

    /** Frees what {@link #takeHuge} gave. */
    void giveBackHuge(Piece piece) {
        piece.free();
        hugeTaken.set(false);
    }

    /** Keeps the memory if none is kept. */
    void giveBack(Piece piece) {
        if (!keep(piece)) {
            piece.free();
        }
    }

    private synchronized boolean keep(Piece piece) {
        if (closed || spare != null) {
            return false;
        }
        spare = piece;
        return true;
    }

    private synchronized @Nullable Piece waiting() {
        Piece known = spare;
        spare = null;
        return known;
    }

    /** Keeps nothing any more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        Piece last = waiting();
        if (last != null) {
            last.free();
        }
    }
}
