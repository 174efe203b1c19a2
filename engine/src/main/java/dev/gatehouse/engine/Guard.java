package dev.gatehouse.engine;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanOutcome;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** A seat of a lineup at work: whether its backend takes part, and who it is just now. Shared by all scans. */
final class Guard {

    /** How many questions a backend that waits has at a time. Its own pool of connections may be smaller. */
    private static final int QUESTIONS_AT_A_TIME = 64;

    /** How long what a backend that waits said of itself is taken as true: to ask it may be a round trip. */
    private static final long IDENTITY_NANOS = Duration.ofSeconds(1).toNanos();

    final int index;
    final Seat seat;
    /** Whether it is asked on a thread of its own. */
    final boolean waits;

    final Semaphore questions = new Semaphore(QUESTIONS_AT_A_TIME);

    private final Breaker breaker;
    private final Clocks clocks;
    private final Staleness staleness;
    private final AtomicBoolean asksIdentity = new AtomicBoolean();
    private volatile BackendIdentity known;
    private volatile long knownSinceNanos;

    Guard(int index, Seat seat, LineupPolicy policy, Clocks clocks) {
        this.index = index;
        this.seat = seat;
        this.clocks = clocks;
        this.breaker = new Breaker(policy.breaker(), clocks.nanos());
        this.staleness = policy.staleness();
        this.known = seat.backend().identity();
        this.knownSinceNanos = clocks.nanos().getAsLong();
        this.waits = known.capabilities().contains(Capability.WAITS);
    }

    /** Its place among the votes. */
    long bit() {
        return 1L << index;
    }

    /** Who the backend is; no older than a second and a round trip where to ask may take one. */
    BackendIdentity identity() {
        if (!waits) {
            BackendIdentity now = identityOr(known);
            if (!same(now, known)) {
                known = now;
            }
            return now;
        }
        if (clocks.nanos().getAsLong() - knownSinceNanos >= IDENTITY_NANOS && asksIdentity.compareAndSet(false, true)) {
            Thread.ofVirtual().name("identity-" + seat.name()).start(() -> {
                try {
                    known = identityOr(known);
                } finally {
                    knownSinceNanos = clocks.nanos().getAsLong();
                    asksIdentity.set(false);
                }
            });
        }
        return known;
    }

    private BackendIdentity identityOr(BackendIdentity otherwise) {
        try {
            BackendIdentity now = seat.backend().identity();
            return same(now, otherwise) ? otherwise : now;
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            // it will fail to scan as well, and be taken out for that
            return otherwise;
        }
    }

    /** Whether two say the same. Nearly always they are one object, and this is asked for every file. */
    @SuppressWarnings("ReferenceEquality")
    static boolean same(BackendIdentity one, BackendIdentity other) {
        return one == other || one.equals(other);
    }

    /** Why the backend takes no part now; nothing when it does. May begin to ask for its health, and does not wait. */
    Optional<Reason> absence() {
        if (!breaker.in()) {
            askForHealthWhenDue();
            return Optional.of(out());
        }
        if (seat.backend() instanceof Vacancy(String _, String trouble)) {
            return Optional.of(unavailable(trouble));
        }
        return freshness() == Staleness.Freshness.REFUSED ? Optional.of(tooOld()) : Optional.empty();
    }

    /** What the age of its signatures means now. */
    Staleness.Freshness freshness() {
        return staleness.bounded() ? staleness.of(identity(), clocks.wall().instant()) : Staleness.Freshness.FRESH;
    }

    /** What an operator should know of it now, if anything. */
    Optional<String> warning() {
        if (seat.vacancy().isPresent()) {
            return Optional.of(seat.name() + " takes no part: " + seat.vacancy().get());
        }
        return switch (freshness()) {
            case FRESH -> Optional.empty();
            case STALE ->
                Optional.of(seat.name() + ": its signatures are of " + signatureTime() + ", older than "
                        + days(staleness.staleAfter()));
            case REFUSED -> Optional.of(tooOld().detail());
        };
    }

    /** Whether failures took it out: to ask it is of no use. */
    boolean broken() {
        return !breaker.in();
    }

    /** Why it is of no use to ask it, when failures took it out. */
    Reason out() {
        return unavailable("taken out after failures, the last: " + breaker.trouble());
    }

    private Reason unavailable(String trouble) {
        return new Reason(ReasonCode.BACKEND_UNAVAILABLE, seat.name() + ": " + trouble);
    }

    private Reason tooOld() {
        return new Reason(
                ReasonCode.BACKEND_STALE,
                seat.name() + " takes no part: its signatures are of " + signatureTime() + ", older than "
                        + days(staleness.refuseAfter()));
    }

    private String signatureTime() {
        return known.signatureTime().map(Object::toString).orElse("an unknown time");
    }

    private static String days(Optional<Duration> bound) {
        return bound.map(time -> String.format(Locale.ROOT, "%.1f days", time.toSeconds() / 86_400.0))
                .orElse("allowed");
    }

    /** Notes what came of a question, for the breaker. */
    void answered(ScanOutcome outcome) {
        if (outcome instanceof ScanOutcome.Failed(Reason reason) && isItsOwn(reason)) {
            breaker.failed(reason);
            askForHealthWhenDue();
        } else {
            breaker.answered();
        }
    }

    /** Whether a failure is the backend's, rather than the file's or the machine's. */
    static boolean isItsOwn(Reason reason) {
        return switch (reason.code()) {
            case BACKEND_UNAVAILABLE, BACKEND_TIMEOUT, BACKEND_ERROR -> true;
            default -> false;
        };
    }

    private void askForHealthWhenDue() {
        if (breaker.takesQuestion()) {
            Thread.ofVirtual().name("health-" + seat.name()).start(() -> breaker.asked(health(seat.backend())));
        }
    }

    private static Health health(Backend backend) {
        try {
            return backend.health();
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            return new Health.Unavailable("its health cannot be told: " + e);
        }
    }

    /** Waits for so many milliseconds, or until it may be back. */
    void awaitReturn(long millis) throws InterruptedException {
        breaker.await(millis);
    }
}
