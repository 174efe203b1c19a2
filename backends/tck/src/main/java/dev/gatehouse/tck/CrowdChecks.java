package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many scans at once, and the end of them all. */
final class CrowdChecks {

    private static final int THREADS = 16;
    private static final int SCANS_IN_FLIGHT = 4;
    private static final Duration CLOSING_MOST = Duration.ofSeconds(5);

    private final Bench bench;

    CrowdChecks(Bench bench) {
        this.bench = bench;
    }

    void manyThreads() throws InterruptedException, ExecutionException {
        int each = Math.max(1, bench.claims().scans() / THREADS);
        Duration patience = bench.claims().patience().multipliedBy(THREADS);
        List<Future<?>> threads = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                threads.add(executor.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        scanOne(number, i, patience);
                    }
                }));
            }
            for (Future<?> thread : threads) {
                thread.get();
            }
        }
    }

    /** Every second subject is infected, and the clean ones all differ. */
    private void scanOne(int thread, int number, Duration patience) {
        ScanContext context = new ScanContext(Deadline.after(patience), number % 4 == 0);
        if ((thread + number) % 2 == 0) {
            Bench.assertFinds(bench.claims().infected(), bench.backend().scan(bench.infected(), context));
        } else {
            String name = "letter " + number + " of writer " + thread;
            TestSubject subject = TestSubject.of(name, name.getBytes(StandardCharsets.US_ASCII));
            Bench.assertClean(subject, bench.backend().scan(subject, context));
        }
    }

    void closeDuringScans() throws IOException, InterruptedException {
        List<WatchedSubject> subjects = new ArrayList<>();
        List<ScanRun> runs = new ArrayList<>();
        for (int i = 0; i < SCANS_IN_FLIGHT; i++) {
            WatchedSubject subject = TimeChecks.slow(bench, "slow" + i);
            subjects.add(subject);
            ScanContext context = new ScanContext(Deadline.after(Bench.HANGS.multipliedBy(2)), false);
            runs.add(ScanRun.start(bench.backend(), subject, context));
        }
        for (WatchedSubject subject : subjects) {
            assertTrue(
                    subject.begun().await(bench.claims().patience().toMillis(), TimeUnit.MILLISECONDS),
                    "four scans at once must each ask for bytes before long");
        }

        bench.backend().close();

        for (int i = 0; i < SCANS_IN_FLIGHT; i++) {
            Bench.assertNotCleanUnread(subjects.get(i), runs.get(i).outcome(CLOSING_MOST));
        }
    }

    void closed() throws InterruptedException {
        bench.backend().close();

        Bench.assertNotClean("after it was closed", bench.scan(bench.ordinary()));
        assertFalse(
                bench.scan(bench.infected()) instanceof ScanOutcome.Infected,
                "a closed backend must answer that it is closed, and went on scanning");
        assertInstanceOf(Health.Unavailable.class, bench.backend().health(), "the health of a closed backend");
        bench.backend().identity();
        bench.backend().close();
    }

    void closingOneLeavesAnother(Opening opening) throws BackendUnavailableException, InterruptedException {
        try (Backend other = opening.open()) {
            other.identity();
        }
        Bench.assertFinds(bench.claims().infected(), bench.scan(bench.infected()));
        bench.backend().close();
        try (Backend again = opening.open()) {
            Bench reopened = new Bench(again, bench.claims(), bench.folder());
            Bench.assertFinds(bench.claims().infected(), reopened.scan(reopened.infected()));
        }
    }

    /** Opens one more backend in the same way. */
    @FunctionalInterface
    interface Opening {
        Backend open() throws BackendUnavailableException;
    }
}
