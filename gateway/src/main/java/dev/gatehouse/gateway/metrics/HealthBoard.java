package dev.gatehouse.gateway.metrics;

import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.Seat;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How the backends of the lineup are, asked every few seconds, so that whoever wants to know need not wait for a peer
 * that does not answer.
 */
public final class HealthBoard implements AutoCloseable {

    private static final Duration ROUND = Duration.ofSeconds(5);

    private final Supplier<Lineup> lineup;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Board board;

    /**
     * One backend as it was when it was asked.
     *
     * @param name what the operator calls it
     * @param role what its word is worth
     * @param identity who it is; nothing where nobody sits
     * @param trouble why it cannot scan; nothing when it can
     */
    public record Entry(String name, Role role, Optional<BackendIdentity> identity, Optional<String> trouble) {

        /** Whether it can scan. */
        public boolean healthy() {
            return trouble.isEmpty();
        }
    }

    private record Board(long generation, List<Entry> entries) {}

    /** Asks the lineup of the moment for the first time, and waits for that. */
    public HealthBoard(Supplier<Lineup> lineup) {
        this.lineup = lineup;
        this.board = ask(lineup.get());
    }

    /** Asks again and again from now on. */
    public void start() {
        Thread.ofVirtual().name("health").start(this::keepAsking);
    }

    private void keepAsking() {
        try {
            while (!closing.await(ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
                board = ask(lineup.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Board ask(Lineup lineup) {
        List<Entry> entries = new ArrayList<>();
        for (Seat seat : lineup.seats()) {
            entries.add(ask(seat));
        }
        return new Board(lineup.generation(), entries);
    }

    private static Entry ask(Seat seat) {
        if (seat.vacancy().isPresent()) {
            return new Entry(seat.name(), seat.role(), Optional.empty(), seat.vacancy());
        }
        try {
            Optional<String> trouble = seat.backend().health() instanceof Health.Unavailable(String message)
                    ? Optional.of(message)
                    : Optional.empty();
            return new Entry(
                    seat.name(), seat.role(), Optional.of(seat.backend().identity()), trouble);
        } catch (RuntimeException | LinkageError e) {
            return new Entry(seat.name(), seat.role(), Optional.empty(), Optional.of("it fails: " + e));
        }
    }

    /** The backends of the lineup that scans, in its order. */
    public List<Entry> entries() {
        Board now = board;
        Lineup current = lineup.get();
        if (now.generation() != current.generation()) {
            now = ask(current);
            board = now;
        }
        return now.entries();
    }

    /** Whether anybody can judge: a backend that counts, or may stand in for one that does, can scan. */
    public boolean ableToJudge() {
        return entries().stream()
                .anyMatch(entry -> entry.healthy() && (entry.role().counts() || entry.role() == Role.STANDBY));
    }

    /** Asks no more. Idempotent. */
    @Override
    public void close() {
        closing.countDown();
    }
}
