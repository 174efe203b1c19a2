package dev.gatehouse.engine;

import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A question put to a backend that waits for a peer, on a virtual thread, while the scan goes on with what it can do
 * without the answer. It is over before the part is closed; a backend that does not let go of it then is left alone.
 */
final class Question {

    /** How often the one who waits looks whether the scan is over. */
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    /** How long a backend has, once its time is over, to say so: what the SPI grants is 100 ms. */
    private static final long GRACE_NANOS = Duration.ofMillis(80).toNanos();

    private final Guard guard;
    private final PartSubject subject;
    private final ScanContext context;
    private final CountDownLatch done = new CountDownLatch(1);
    private final long startNanos = System.nanoTime();
    private volatile long nanos;
    private volatile @Nullable ScanOutcome outcome;

    private Question(Guard guard, PartSubject subject, ScanContext context) {
        this.guard = guard;
        this.subject = subject;
        this.context = context;
    }

    /** Asks a backend on this thread. One that throws, against its contract, has failed. */
    static ScanOutcome put(Guard guard, PartSubject subject, ScanContext context) {
        try {
            return guard.seat.backend().scan(subject, context);
        } catch (InternalError e) {
            // how HotSpot tells that a mapped file ends before its mapping does
            subject.lost(e);
            return new ScanOutcome.Failed(Mishap.ofBackend(guard.seat.name(), e));
        } catch (RuntimeException | VirtualMachineError | LinkageError | AssertionError e) {
            return new ScanOutcome.Failed(Mishap.ofBackend(guard.seat.name(), e));
        }
    }

    /** Asks a backend on a thread of its own, at a deadline of its own. */
    static Question start(Guard guard, PartSubject subject, ScanContext terms) {
        Deadline own = terms.deadline().within(terms.deadline().remaining());
        Question question = new Question(guard, subject, new ScanContext(own, terms.allMatches()));
        Thread.ofVirtual().name("asking-" + guard.seat.name()).start(question::run);
        return question;
    }

    private void run() {
        ScanOutcome answer = new ScanOutcome.Failed(
                new Reason(ReasonCode.BACKEND_TIMEOUT, guard.seat.name() + " is asked too much at a time"));
        try {
            if (takesTurn()) {
                try {
                    answer = put(guard, subject, context);
                } finally {
                    guard.questions.release();
                }
            }
        } finally {
            nanos = System.nanoTime() - startNanos;
            outcome = answer;
            done.countDown();
        }
    }

    private boolean takesTurn() {
        while (!context.deadline().expired()) {
            try {
                if (guard.questions.tryAcquire(LOOK_NANOS, TimeUnit.NANOSECONDS)) {
                    return true;
                }
            } catch (InterruptedException e) {
                return false;
            }
        }
        return false;
    }

    /**
     * Waits for the answer, and then for no longer than a backend has to let go.
     *
     * @param patienceNanos how long, in nanoseconds
     * @param scan ends the wait as well
     * @return whether it came in time
     */
    boolean await(long patienceNanos, Deadline scan) {
        long start = System.nanoTime();
        boolean interrupted = false;
        boolean inTime = done.getCount() == 0;
        while (!inTime && !scan.expired()) {
            long left = patienceNanos - (System.nanoTime() - start);
            if (left <= 0) {
                break;
            }
            try {
                inTime = done.await(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (!inTime) {
            context.deadline().cancel();
            interrupted |= !letGo();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return inTime;
    }

    private boolean letGo() {
        try {
            var _ = done.await(GRACE_NANOS, TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** The answer, if there is one by now. */
    Optional<ScanOutcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** How long it took to the answer, or takes already, in nanoseconds. */
    long nanos() {
        return done.getCount() == 0 ? nanos : System.nanoTime() - startNanos;
    }
}
