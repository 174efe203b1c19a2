package dev.gatehouse.engine;

import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a backend out after failures in a row, and says when to ask for its health again.
 *
 * <p>In → out after so many failures; out → asked after a pause, by one thread; asked → in again when it is well, else out
 * with the pause doubled. A backend that comes back is on probation: until its first answer one failure takes it out
 * again, and the pause goes on growing.
 *
 * <p>Errors alone do not take a backend out, since a file can be made to bring them about: when there are enough in a row
 * its health is asked, and decides.
 */
final class Breaker {

    private enum State {
        IN,
        SUSPECT,
        OUT,
        ASKED
    }

    private final BreakerPolicy policy;
    private final LongSupplier nanoClock;

    /** Read without the monitor by every scan: whether the backend takes part. */
    private volatile boolean in = true;
    /** Read without the monitor after every answer: whether there is anything to forget. */
    private volatile boolean blemished;
    /** Open until the backend comes back next. */
    private volatile CountDownLatch returned = new CountDownLatch(1);

    private State state = State.IN;
    private int failures;
    private boolean errorsAlone = true;
    private Duration pause;
    private long outSinceNanos;
    private @Nullable Reason last;

    /** A breaker for a backend that is well, on a monotonic clock. */
    Breaker(BreakerPolicy policy, LongSupplier nanoClock) {
        this.policy = policy;
        this.nanoClock = nanoClock;
        this.pause = policy.firstPause();
    }

    /** Whether the backend takes part. */
    boolean in() {
        return in;
    }

    /** The backend gave an answer. */
    void answered() {
        if (blemished) {
            forget();
        }
    }

    private synchronized void forget() {
        if (state == State.IN) {
            failures = 0;
            errorsAlone = true;
            pause = policy.firstPause();
            blemished = false;
        }
    }

    /** The backend failed. */
    synchronized void failed(Reason reason) {
        last = reason;
        blemished = true;
        if (state != State.IN) {
            return;
        }
        failures++;
        errorsAlone &= reason.code() == ReasonCode.BACKEND_ERROR;
        if (failures >= policy.failures()) {
            if (errorsAlone) {
                state = State.SUSPECT;
            } else {
                takeOut();
            }
        }
    }

    private void takeOut() {
        in = false;
        state = State.OUT;
        outSinceNanos = nanoClock.getAsLong();
    }

    /** Whether the caller, and nobody else, shall ask for the backend's health now, and tell {@link #asked}. */
    synchronized boolean takesQuestion() {
        boolean due = state == State.SUSPECT || (state == State.OUT && untilQuestionNanos() <= 0);
        if (due) {
            state = State.ASKED;
        }
        return due;
    }

    private long untilQuestionNanos() {
        return pause.toNanos() - (nanoClock.getAsLong() - outSinceNanos);
    }

    /** What the backend's health is. */
    synchronized void asked(Health health) {
        switch (health) {
            case Health.Ready _ -> comeBack();
            case Health.Unavailable(String message) -> {
                last = new Reason(ReasonCode.BACKEND_UNAVAILABLE, message);
                if (!in) {
                    grow();
                }
                takeOut();
            }
        }
    }

    private void comeBack() {
        if (in) {
            // it was well all the time: the errors were the files' doing
            failures = 0;
        } else {
            failures = policy.failures() - 1;
            errorsAlone = false;
            grow();
        }
        blemished = true;
        state = State.IN;
        in = true;
        returned.countDown();
        returned = new CountDownLatch(1);
    }

    private void grow() {
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(policy.longestPause()) < 0 ? doubled : policy.longestPause();
    }

    /** Waits for so many milliseconds, or until the backend is back. */
    void await(long millis) throws InterruptedException {
        var _ = returned.await(millis, TimeUnit.MILLISECONDS);
    }

    /** The last failure, in words; empty when there was none. */
    synchronized String trouble() {
        Reason reason = last;
        return reason == null ? "" : reason.detail();
    }
}
