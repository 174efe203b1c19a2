package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.fail;

import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Huge subjects, slow subjects, deadlines and cancellations. */
final class TimeChecks {

    static final long HUGE_BYTES = 3L << 30;
    private static final long SLOW_BYTES = 1L << 28;
    private static final long HELD_MOST_BYTES = 256L << 20;
    private static final long READ_MILLIS = 20;
    private static final Duration HUGE_TIME = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(400);

    private final Bench bench;

    TimeChecks(Bench bench) {
        this.bench = bench;
    }

    /** A subject of which each read takes a while, as from a slow disk. */
    static WatchedSubject slow(Bench bench, String name) throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        Subject inner =
                new ZeroSubject(TestSubject.file(bench.zeros(name, SLOW_BYTES)).withoutFile());
        return new WatchedSubject(inner, _ -> {
            try {
                if (never.await(READ_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IOException("cannot be");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while it read");
            }
        });
    }

    void hugeInMemory() throws IOException, InterruptedException {
        huge(new ZeroSubject(TestSubject.file(bench.zeros("huge", HUGE_BYTES)).withoutFile()));
    }

    void hugeOnDisk() throws IOException, InterruptedException {
        huge(new ZeroSubject(TestSubject.file(bench.zeros("huge", HUGE_BYTES))));
    }

    private void huge(Subject zeros) throws InterruptedException {
        MemoryWatch memory = new MemoryWatch();
        AtomicBoolean looked = new AtomicBoolean();
        Deadline deadline = Deadline.after(HUGE_TIME);
        WatchedSubject subject = new WatchedSubject(zeros, position -> {
                    if (position > HUGE_BYTES / 4 * 3 && looked.compareAndSet(false, true)) {
                        memory.lookAtHeap();
                    }
                })
                .until(deadline);
        ScanContext context = new ScanContext(deadline, false);

        ScanOutcome outcome = ScanRun.start(bench.backend(), subject, context)
                .outcome(HUGE_TIME.plus(Bench.HANGS), memory::lookOutsideHeap);

        Bench.assertNotCleanUnread(subject, outcome);
        if (outcome instanceof ScanOutcome.Infected) {
            fail("zeros were called " + outcome);
        }
        memory.lookAtHeap();
        memory.assertHeldAtMost(HELD_MOST_BYTES);
    }

    void deadlineOfSlowSubject() throws Exception {
        int[] count = {0};
        Promptness.check("a scan of a slow subject after its deadline", () -> late(slow(bench, "slow" + count[0]++)));
    }

    void deadlineOfHugeSubject() throws Exception {
        Path file = bench.zeros("huge", HUGE_BYTES);
        Promptness.check(
                "a scan of a huge subject after its deadline",
                () -> late(new WatchedSubject(
                        new ZeroSubject(TestSubject.file(file).withoutFile()), _ -> {})));
        Promptness.check(
                "a scan of a huge file after its deadline",
                () -> late(new WatchedSubject(new ZeroSubject(TestSubject.file(file)), _ -> {})));
    }

    void deadlineOverAlready() throws Exception {
        Promptness.check("a scan whose deadline is over before it begins", () -> {
            WatchedSubject subject = slow(bench, "slow" + System.nanoTime());
            return lateness(subject, Duration.ZERO);
        });
    }

    private Duration late(WatchedSubject subject) throws InterruptedException {
        return lateness(subject, SHORT);
    }

    private Duration lateness(WatchedSubject any, Duration allowed) throws InterruptedException {
        long due = System.nanoTime() + allowed.toNanos();
        Deadline deadline = Deadline.after(allowed);
        WatchedSubject subject = any.until(deadline);
        ScanRun run = ScanRun.start(bench.backend(), subject, new ScanContext(deadline, false));
        ScanOutcome outcome = run.outcome(Bench.HANGS);
        Bench.assertNotCleanUnread(subject, outcome);
        return run.endedAfter(due);
    }

    void cancellationOfSlowSubject() throws Exception {
        int[] count = {0};
        Promptness.check(
                "a scan of a slow subject after its cancellation",
                () -> lateAfterCancel(slow(bench, "slow" + count[0]++)));
    }

    void cancellationOfHugeSubject() throws Exception {
        Path file = bench.zeros("huge", HUGE_BYTES);
        Promptness.check(
                "a scan of a huge subject after its cancellation",
                () -> lateAfterCancel(new WatchedSubject(
                        new ZeroSubject(TestSubject.file(file).withoutFile()), _ -> {})));
        Promptness.check(
                "a scan of a huge file after its cancellation",
                () -> lateAfterCancel(new WatchedSubject(new ZeroSubject(TestSubject.file(file)), _ -> {})));
    }

    /** Cancels once bytes were asked for and a little later, when the work is in full swing. */
    private Duration lateAfterCancel(WatchedSubject any) throws InterruptedException {
        Deadline deadline = Deadline.after(Bench.HANGS.multipliedBy(2));
        WatchedSubject subject = any.until(deadline);
        ScanRun run = ScanRun.start(bench.backend(), subject, new ScanContext(deadline, false));
        if (!run.awaitBegunOrDone(subject.begun(), Bench.HANGS)) {
            fail("the scan has not asked for a byte");
        }
        // a scan that ends by itself, as at a limit that the backend knows of, has nothing to be cancelled
        run.waitAtMost(SHORT.dividedBy(2));
        long cancelled = System.nanoTime();
        deadline.cancel();
        ScanOutcome outcome = run.outcome(Bench.HANGS);
        Bench.assertNotCleanUnread(subject, outcome);
        return run.endedAfter(cancelled);
    }
}
