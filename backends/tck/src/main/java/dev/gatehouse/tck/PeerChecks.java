package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What happens when the backend's peer dies, hangs and comes back. */
final class PeerChecks {

    private static final int TIMES = 3;
    private static final int SCANS_IN_FLIGHT = 4;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
    private static final Duration SHORT = Duration.ofMillis(400);

    private final Bench bench;
    private final Peer peer;

    PeerChecks(Bench bench, Peer peer) {
        this.bench = bench;
        this.peer = peer;
    }

    void diesBetweenScans() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            peer.stop();
            try {
                Bench.assertNotClean("while its peer was dead", bench.scan(bench.ordinary()));
                assertInstanceOf(Health.Unavailable.class, bench.backend().health(), "the health without a peer");
                bench.backend().identity();
            } finally {
                peer.start();
            }
            recover();
        }
        // connections that died with the peer must not make a scan fail when a new one would do
        recover();
        peer.stop();
        peer.start();
        recover();
    }

    void diesDuringScans() throws Exception {
        List<WatchedSubject> subjects = new ArrayList<>();
        List<ScanRun> runs = new ArrayList<>();
        for (int i = 0; i < SCANS_IN_FLIGHT; i++) {
            WatchedSubject subject = TimeChecks.slow(bench, "slow" + i);
            subjects.add(subject);
            ScanContext context = new ScanContext(Deadline.after(bench.claims().patience()), false);
            runs.add(ScanRun.start(bench.backend(), subject, context));
        }
        for (WatchedSubject subject : subjects) {
            if (!subject.begun().await(bench.claims().patience().toMillis(), TimeUnit.MILLISECONDS)) {
                fail("four scans at once must each ask for bytes before long");
            }
        }
        peer.stop();
        try {
            for (int i = 0; i < SCANS_IN_FLIGHT; i++) {
                ScanOutcome outcome =
                        runs.get(i).outcome(bench.claims().patience().plus(Bench.HANGS));
                Bench.assertNotCleanUnread(subjects.get(i), outcome);
            }
        } finally {
            peer.start();
        }
        recover();
    }

    void hangs() throws Exception {
        peer.freeze();
        try {
            Promptness.check("a scan after its deadline, the peer saying nothing", () -> {
                long due = System.nanoTime() + SHORT.toNanos();
                return ended(Deadline.after(SHORT), due, false);
            });
            Promptness.check(
                    "a scan after its cancellation, the peer saying nothing",
                    () -> ended(Deadline.after(Bench.HANGS.multipliedBy(2)), 0, true));
        } finally {
            peer.thaw();
        }
        recover();
    }

    private Duration ended(Deadline deadline, long due, boolean cancel) throws InterruptedException {
        ScanRun run = ScanRun.start(bench.backend(), bench.ordinary(), new ScanContext(deadline, false));
        long from = due;
        if (cancel) {
            run.waitAtMost(SHORT.dividedBy(2));
            from = System.nanoTime();
            deadline.cancel();
        }
        Bench.assertNotClean("while its peer said nothing", run.outcome(Bench.HANGS));
        return run.endedAfter(from);
    }

    /** Scans until it works again: a backend may wait a little before it tries a peer that failed. */
    private void recover() throws InterruptedException {
        long giveUp = System.nanoTime() + bench.claims().recovery().toNanos();
        ScanOutcome outcome = bench.scan(bench.infected());
        while (!(outcome instanceof ScanOutcome.Infected) && System.nanoTime() - giveUp < 0) {
            Bench.assertNotClean("that is infected, after its peer came back", outcome);
            TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.toNanos());
            outcome = bench.scan(bench.infected());
        }
        Bench.assertFinds(bench.claims().infected(), outcome);
        assertInstanceOf(Health.Ready.class, bench.backend().health(), "the health when the peer is back");
        Bench.assertClean(bench.ordinary(), bench.scan(bench.ordinary()));
    }
}
