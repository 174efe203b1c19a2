package dev.gatehouse.backend.clamd;

import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sessions with one clamd. A session is lent to one scan at a time, for the sending; up to a bound, it is lent again
 * while answers are awaited on it. When clamd cannot be reached, one scan after another tries again, at intervals that
 * grow, and all others wait for it.
 */
final class SessionPool implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    /** For a connection, however little patience is left. */
    private static final Duration LEAST_TIME = Duration.ofMillis(500);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** Every change wakes those that wait; this bounds the arithmetic, not the work. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final ClamdAddress address;
    private final Timer timer;
    private final int most;
    private final int scansEach;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Session> free = new ArrayList<>();
    private final Set<Session> lent = new HashSet<>();
    private int connecting;
    private Duration pause = Duration.ZERO;
    private long pausedSince;
    private Optional<IOException> lastFailure = Optional.empty();
    private boolean closed;

    /**
     * A pool without sessions; they are opened as they are needed.
     *
     * @param most how many sessions at once
     * @param scansEach how many scans a session carries at once
     */
    SessionPool(ClamdAddress address, Timer timer, int most, int scansEach) {
        this.address = address;
        this.timer = timer;
        this.most = most;
        this.scansEach = scansEach;
    }

    /**
     * A session to send over; it is given back with {@link #giveBack}.
     *
     * @param deadline of the scan
     * @param patience how long clamd may be out of reach
     * @throws IOException if clamd stayed out of reach, or the pool was closed
     * @throws DeadlineOverException if the scan's time is over
     */
    Session lend(Deadline deadline, Deadline patience) throws IOException, DeadlineOverException {
        try (Deadline.Registration _ = deadline.onCancel(this::wake)) {
            while (true) {
                Optional<Session> found = await(deadline, patience);
                if (found.isPresent()) {
                    return found.get();
                }
                Optional<Session> opened = connect(deadline, patience);
                if (opened.isPresent()) {
                    return opened.get();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeadlineOverException();
        }
    }

    /** A free session, or nothing when the caller shall open one. */
    private Optional<Session> await(Deadline deadline, Deadline patience)
            throws IOException, DeadlineOverException, InterruptedException {
        lock.lock();
        try {
            while (true) {
                if (closed) {
                    throw new IOException("the backend was closed");
                }
                if (deadline.expired()) {
                    throw new DeadlineOverException();
                }
                free.removeIf(session -> !session.usable());
                Optional<Session> best = free.stream()
                        .filter(session -> session.waiting() < scansEach)
                        .min(Comparator.comparingInt(Session::waiting));
                boolean room = free.size() + lent.size() + connecting < most;
                Duration untilNextTry = pause.minusNanos(System.nanoTime() - pausedSince);
                boolean mayConnect = room && !untilNextTry.isPositive() && (pause.isZero() || connecting == 0);
                if (best.isPresent() && (!mayConnect || best.get().waiting() == 0)) {
                    free.remove(best.get());
                    lent.add(best.get());
                    return best;
                }
                if (mayConnect) {
                    connecting++;
                    return Optional.empty();
                }
                if (lastFailure.isPresent() && patience.expired()) {
                    throw new IOException(lastFailure.get().getMessage(), lastFailure.get());
                }
                changed.awaitNanos(pauseUntilNextLook(deadline, patience, room, untilNextTry)
                        .toNanos());
            }
        } finally {
            lock.unlock();
        }
    }

    /** How long nothing can change that nobody tells of. */
    private Duration pauseUntilNextLook(Deadline deadline, Deadline patience, boolean room, Duration untilNextTry) {
        Duration bound = shorter(deadline.remaining(), LONGEST_WAIT);
        if (lastFailure.isPresent()) {
            bound = shorter(bound, patience.remaining());
            if (room && untilNextTry.isPositive()) {
                bound = shorter(bound, untilNextTry);
            }
        }
        return bound;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private Optional<Session> connect(Deadline deadline, Deadline patience) {
        Optional<Session> opened = Optional.empty();
        Optional<IOException> failure = Optional.empty();
        try {
            opened = Optional.of(Session.open(
                    address, timer, deadline.within(patience.remaining().plus(LEAST_TIME)), this::wake));
        } catch (IOException e) {
            failure = Optional.of(unreachable(e));
        }
        lock.lock();
        try {
            connecting--;
            if (opened.isPresent()) {
                pause = Duration.ZERO;
                lastFailure = Optional.empty();
                lent.add(opened.get());
                if (closed) {
                    opened.get().close();
                }
            } else if (!deadline.expired()) {
                pause = pause.isZero() ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
                pausedSince = System.nanoTime();
                lastFailure = failure;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return opened;
    }

    private IOException unreachable(IOException e) {
        String why = e.getMessage() == null ? "no answer in time" : e.getMessage();
        return new IOException("clamd cannot be reached at " + address + ": " + why, e);
    }

    /** Ends a loan. */
    void giveBack(Session session) {
        lock.lock();
        try {
            lent.remove(session);
            if (closed) {
                session.close();
            } else if (session.usable()) {
                free.add(session);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends every session, and with them every scan under way. */
    @Override
    public void close() {
        List<Session> all;
        lock.lock();
        try {
            closed = true;
            all = new ArrayList<>(free);
            all.addAll(lent);
            free.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        all.forEach(Session::close);
    }
}
