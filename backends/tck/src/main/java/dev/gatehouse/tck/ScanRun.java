package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.fail;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One scan on a thread of its own, so that a backend that hangs or throws fails its test and no more. */
final class ScanRun {

    private static final long SAMPLE_MILLIS = 20;

    private final CompletableFuture<ScanOutcome> result = new CompletableFuture<>();
    private final Thread thread;
    private volatile long endNanos;

    private ScanRun(Backend backend, Subject subject, ScanContext context) {
        this.thread = Thread.ofPlatform().daemon().name("kit-scan").unstarted(() -> scan(backend, subject, context));
    }

    static ScanRun start(Backend backend, Subject subject, ScanContext context) {
        ScanRun run = new ScanRun(backend, subject, context);
        run.thread.start();
        return run;
    }

    private void scan(Backend backend, Subject subject, ScanContext context) {
        try {
            ScanOutcome outcome = backend.scan(subject, context);
            endNanos = System.nanoTime();
            if (outcome == null) {
                result.completeExceptionally(new NullPointerException("scan returned null"));
            } else {
                result.complete(outcome);
            }
        } catch (Throwable e) {
            endNanos = System.nanoTime();
            result.completeExceptionally(e);
        }
    }

    /** The outcome; fails the test when there is none in time or the backend throws. */
    ScanOutcome outcome(Duration longest) throws InterruptedException {
        return outcome(longest, () -> {});
    }

    /** The outcome; something else is looked at time and again until it is there. */
    ScanOutcome outcome(Duration longest, Runnable meanwhile) throws InterruptedException {
        long giveUp = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() - giveUp < 0) {
            try {
                return result.get(SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                meanwhile.run();
            } catch (ExecutionException e) {
                return fail("scan threw, and must not whatever it is given: " + e.getCause(), e.getCause());
            }
        }
        return fail("scan has not returned within " + longest.toMillis() + " ms; it is at "
                + Arrays.toString(thread.getStackTrace()));
    }

    /** Waits until the scan has begun to read or has ended; whether it has in time. */
    boolean awaitBegunOrDone(CountDownLatch begun, Duration longest) throws InterruptedException {
        long giveUp = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() - giveUp < 0) {
            if (begun.await(SAMPLE_MILLIS, TimeUnit.MILLISECONDS) || result.isDone()) {
                return true;
            }
        }
        return false;
    }

    /** Waits for the outcome so long, and does without it. */
    void waitAtMost(Duration longest) throws InterruptedException {
        thread.join(longest);
    }

    /** How long after a moment of {@link System#nanoTime} the scan returned. Asked when the outcome is there. */
    Duration endedAfter(long nanos) {
        return Duration.ofNanos(Math.max(0, endNanos - nanos));
    }
}
