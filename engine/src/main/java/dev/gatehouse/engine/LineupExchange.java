package dev.gatehouse.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Holds the lineup that scans now, and exchanges it under way. A scan takes the lineup that is there when it begins and
 * keeps it to its end; a lineup that was exchanged is closed when the last scan that took it ends. So every scan is
 * judged by one lineup alone, and none waits for the exchange or is refused because of it.
 */
public final class LineupExchange implements AutoCloseable {

    private final AtomicReference<Generation> current;
    private volatile boolean closed;

    private LineupExchange(Generation first) {
        this.current = new AtomicReference<>(first);
    }

    /** Begins with a lineup, which is this one's to close from now on. */
    public LineupExchange(Lineup first) {
        this(new Generation(first, first::close));
    }

    /** A lineup that stays its owner's to close, and that nothing exchanges. */
    static LineupExchange only(Lineup lineup) {
        return new LineupExchange(new Generation(lineup, () -> {}));
    }

    /** The lineup that scans now. */
    public Lineup lineup() {
        return current.get().lineup;
    }

    /**
     * Makes another lineup the one that scans, at once.
     *
     * @param next this one's to close from now on
     * @return done when the lineup before is closed, after its last scan
     * @throws IllegalArgumentException if its generation is not higher than the one before
     * @throws IllegalStateException if this is closed
     */
    public CompletableFuture<Void> exchange(Lineup next) {
        Generation successor = new Generation(next, next::close);
        while (true) {
            Generation before = current.get();
            if (next.generation() <= before.lineup.generation()) {
                throw new IllegalArgumentException(
                        "the generation must be higher than " + before.lineup.generation() + ": " + next.generation());
            }
            if (closed) {
                throw new IllegalStateException("the exchange is closed");
            }
            if (current.compareAndSet(before, successor)) {
                before.retire();
                if (closed) {
                    successor.retire();
                }
                return before.closed;
            }
        }
    }

    /**
     * Takes the lineup for one scan.
     *
     * @throws IllegalStateException if this is closed
     */
    Lease lease() {
        while (true) {
            Generation now = current.get();
            if (now.enter()) {
                return new Lease(now);
            }
            if (closed) {
                throw new IllegalStateException("the exchange is closed");
            }
        }
    }

    /** Takes no more scans, and closes the lineup when its last scan ends. Idempotent; does not wait. */
    @Override
    public void close() {
        closed = true;
        current.get().retire();
    }

    /** Done when this is closed and no backend is open any more. */
    public CompletableFuture<Void> closed() {
        return current.get().closed;
    }

    /** A scan's hold on its lineup. */
    static final class Lease implements AutoCloseable {

        private final Generation generation;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Lease(Generation generation) {
            this.generation = generation;
        }

        Lineup lineup() {
            return generation.lineup;
        }

        /** Idempotent, and may be called by another thread than the one that scans. */
        @Override
        public void close() {
            if (ended.compareAndSet(false, true)) {
                generation.leave();
            }
        }
    }

    /** A lineup, and how many hold it: its scans, and the exchange itself until it is retired. */
    private static final class Generation {

        private final Lineup lineup;
        private final Runnable closing;
        private final AtomicInteger uses = new AtomicInteger(1);
        private final AtomicBoolean retired = new AtomicBoolean();
        private final CompletableFuture<Void> closed = new CompletableFuture<>();

        private Generation(Lineup lineup, Runnable closing) {
            this.lineup = lineup;
            this.closing = closing;
        }

        private boolean enter() {
            while (true) {
                int now = uses.get();
                if (now == 0 || retired.get()) {
                    return false;
                }
                if (uses.compareAndSet(now, now + 1)) {
                    return true;
                }
            }
        }

        private void leave() {
            if (uses.decrementAndGet() == 0) {
                // to close a backend may take a while, which is not the last scan's
                Thread.ofVirtual()
                        .name("closing-generation-" + lineup.generation())
                        .start(this::end);
            }
        }

        private void end() {
            try {
                closing.run();
                closed.complete(null);
            } catch (RuntimeException | Error e) {
                closed.completeExceptionally(e);
            }
        }

        private void retire() {
            if (retired.compareAndSet(false, true)) {
                leave();
            }
        }
    }
}
