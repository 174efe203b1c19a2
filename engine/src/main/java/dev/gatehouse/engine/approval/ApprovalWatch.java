package dev.gatehouse.engine.approval;

import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.LineupExchange;
import dev.gatehouse.engine.LineupPolicy;
import dev.gatehouse.engine.Seat;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.BackendUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that those who scan are those who may, also when a date passes, when a backend becomes another version, or
 * when a pinned file is exchanged, while they scan. It looks at them every half minute and at the very end of an approval; what is not covered any more is
 * taken out by a change of lineup, so that scans in flight finish as they began. Whoever else changes the lineup in the
 * exchange must make a new watch for the new one.
 */
public final class ApprovalWatch implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final LineupExchange exchange;
    private final Map<String, LineupEntry> entries = new HashMap<>();
    private final List<LineupEntry> order;
    private final LineupPolicy policy;
    private final Consumer<ApprovalNotice> listener;
    private final Reminders reminders = new Reminders();
    private final CountDownLatch closing = new CountDownLatch(1);
    private GuardedBackends backends;
    private Instant opened;
    private @Nullable Thread thread;

    /**
     * A watch, which looks when it is told to, or by itself once it is {@linkplain #start started}.
     *
     * @param exchange whose lineup was opened from these entries under this policy
     * @param backends by which it was opened
     * @param listener is told what the operator must know; by one thread at a time, which must not wait
     */
    public ApprovalWatch(
            LineupExchange exchange,
            List<LineupEntry> entries,
            LineupPolicy policy,
            GuardedBackends backends,
            Consumer<ApprovalNotice> listener) {
        this.exchange = exchange;
        this.order = List.copyOf(entries);
        entries.forEach(entry -> this.entries.put(entry.configuration().name(), entry));
        this.policy = policy;
        this.backends = backends;
        this.listener = listener;
        this.opened = backends.clock().instant();
    }

    /** Looks now, and again and again from now on. To be called once at most. */
    public synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException("the watch is started already");
        }
        thread = Thread.ofVirtual().name("approvals").start(this::keepLooking);
    }

    private void keepLooking() {
        try {
            do {
                look();
            } while (!closing.await(pause().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** To the next change, but no longer than usual: clocks on walls are put forward and back. */
    private synchronized Duration pause() {
        Instant now = backends.clock().instant();
        return backends.approvals()
                .nextChange(now)
                .map(change -> Duration.between(now, change).plusMillis(1))
                .filter(left -> left.compareTo(PAUSE) < 0)
                .orElse(PAUSE);
    }

    /** Another list holds from now on. Looks at once. */
    public synchronized void renew(GuardedBackends next) {
        backends = next;
        if (exchange.lineup().seats().stream().anyMatch(seat -> seat.vacancy().isPresent())) {
            reopen(exchange.lineup());
        }
        look();
    }

    /** Looks at those who scan, reminds of what ends soon, and takes out who may scan no more. */
    public synchronized void look() {
        if (closing.getCount() == 0) {
            return;
        }
        Lineup lineup = exchange.lineup();
        Instant now = backends.clock().instant();
        boolean stands = true;
        boolean vacant = false;
        for (Seat seat : lineup.seats()) {
            if (seat.vacancy().isPresent()) {
                vacant = true;
            } else {
                stands &= stands(seat, now);
            }
        }
        boolean mayFill = vacant
                && backends.approvals()
                        .nextBeginning(opened)
                        .filter(from -> !from.isAfter(now))
                        .isPresent();
        if (!stands || mayFill) {
            reopen(lineup);
        }
    }

    private boolean stands(Seat seat, Instant now) {
        LineupEntry entry = entries.get(seat.name());
        Optional<BackendIdentity> identity = identity(seat);
        if (entry == null || identity.isEmpty()) {
            return true;
        }
        return switch (backends.standing(entry, identity.get())) {
            case Standing.Covered covered -> {
                reminders.of(seat.name(), covered, now).ifPresent(listener);
                yield true;
            }
            case Standing.Refused _ -> false;
        };
    }

    private static Optional<BackendIdentity> identity(Seat seat) {
        try {
            return Optional.of(seat.backend().identity());
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            // it fails to scan as well, and is taken out for that
            return Optional.empty();
        }
    }

    private void reopen(Lineup before) {
        opened = backends.clock().instant();
        Lineup next = next(before.generation() + 1);
        boolean given = false;
        try {
            var _ = exchange.exchange(next);
            given = true;
        } finally {
            if (!given) {
                next.close();
            }
        }
        tell(before, next);
    }

    /** Who may scan; when nobody may, the same seats without anybody in them, so that no file is clean. */
    private Lineup next(long generation) {
        try {
            return Lineup.open(generation, order, backends.providers(), policy);
        } catch (BackendUnavailableException | RuntimeException | LinkageError e) {
            List<Seat> seats = new ArrayList<>();
            for (LineupEntry entry : order) {
                String name = entry.configuration().name();
                seats.add(Seat.vacant(name, entry.role(), entry.type(), trouble(name, e)));
            }
            return Lineup.of(generation, seats, policy);
        }
    }

    /** What is wrong with one backend, where nobody could be opened: what it said itself, if it did. */
    private static String trouble(String name, Throwable nobody) {
        String own = "backend " + name + " ";
        List<Throwable> all = new ArrayList<>(List.of(nobody));
        all.addAll(List.of(nobody.getSuppressed()));
        return all.stream()
                .map(each -> String.valueOf(each.getMessage()))
                .filter(message -> message.startsWith(own))
                .findFirst()
                .orElse(String.valueOf(nobody.getMessage()));
    }

    private void tell(Lineup before, Lineup next) {
        for (int i = 0; i < next.seats().size(); i++) {
            Seat seat = next.seats().get(i);
            boolean wasIn = before.seats().get(i).vacancy().isEmpty();
            if (wasIn && seat.vacancy().isPresent()) {
                listener.accept(
                        new ApprovalNotice.TakenOut(seat.name(), seat.vacancy().get()));
            } else if (!wasIn && seat.vacancy().isEmpty()) {
                listener.accept(new ApprovalNotice.TakenIn(seat.name()));
            }
        }
    }

    /** Looks no more; waits for a look that is under way. Leaves the exchange open. Idempotent. */
    @Override
    public void close() {
        closing.countDown();
        synchronized (this) {
            // a look that was under way is over
        }
    }
}
