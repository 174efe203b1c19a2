package dev.gatehouse.cli;

import dev.gatehouse.cli.output.ApprovalFacts;
import dev.gatehouse.cli.output.Progress;
import dev.gatehouse.cli.output.Reporter;
import dev.gatehouse.cli.output.Summary;
import dev.gatehouse.cli.output.Tally;
import dev.gatehouse.cli.walk.FileWalk;
import dev.gatehouse.cli.walk.WalkStep;
import dev.gatehouse.engine.ScanPool;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.house.RunningLineup;
import dev.gatehouse.spi.Deadline;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code scan}: files go from the walk to the pool, and each report is written under one lock, so that the
 * lines of two files never mix. The order is that in which scans end.
 */
final class ScanRun {

    private static final String STANDARD_INPUT_NAME = "stdin";

    /** How many files are handed out before their reports are in: enough that no thread of the pool waits. */
    private static final int AHEAD = 64;

    private final ScanPool pool;
    private final RunningLineup lineup;
    private final FileWalk walk;
    private final List<Reporter> reporters;
    private final Progress progress;
    private final Deadline deadline = Deadline.none();
    private final Tally tally = new Tally();
    private boolean interrupted;
    private boolean outputClosed;
    private @Nullable String trouble;
    private @Nullable Summary summary;

    ScanRun(ScanPool pool, RunningLineup lineup, FileWalk walk, List<Reporter> reporters, Progress progress) {
        this.pool = pool;
        this.lineup = lineup;
        this.walk = walk;
        this.reporters = List.copyOf(reporters);
        this.progress = progress;
    }

    /** Scans everything and reports the summary. */
    void run() {
        Semaphore underWay = new Semaphore(AHEAD);
        try {
            for (Optional<WalkStep> step = walk.next(); step.isPresent(); step = walk.next()) {
                underWay.acquireUninterruptibly();
                var _ = take(step.get()).whenComplete((_, mishap) -> {
                    underWay.release();
                    if (mishap != null) {
                        breakOff(mishap);
                    }
                });
            }
        } catch (RuntimeException | Error e) {
            breakOff(e);
        }
        underWay.acquireUninterruptibly(AHEAD);
        end();
    }

    /** Ends every scan now; {@link #run} returns soon after. */
    void interrupt() {
        synchronized (this) {
            interrupted = summary == null;
        }
        deadline.cancel();
        walk.close();
    }

    /** Reports the summary, once; nothing is reported after it. */
    synchronized void end() {
        if (summary != null) {
            return;
        }
        progress.close();
        summary = tally.summary(
                lineup.lineup(), new ApprovalFacts(lineup.approvals(), lineup.covered()), walk.folders(), interrupted);
        report(reporter -> reporter.end(Objects.requireNonNull(summary)));
    }

    /** What the run came to, once it is over. */
    synchronized Summary summary() {
        return Objects.requireNonNull(summary, "the run is not over");
    }

    /** Whether whoever read the output closed it, so that nothing more could be said. */
    synchronized boolean outputClosed() {
        return outputClosed;
    }

    /** Why the run could not go on, if it could not. */
    synchronized Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private CompletableFuture<Void> take(WalkStep step) {
        return switch (step) {
            case WalkStep.RegularFile file ->
                pool.submit(file.path(), deadline).thenAccept(report -> {
                    scanned(report.named(file.name()));
                    progress.advance(file.size());
                });
            case WalkStep.StandardInput _ -> standardInput();
            case WalkStep.Unreadable place -> done(() -> unreadable(place));
            case WalkStep.Skipped place -> done(() -> skipped(place));
            case WalkStep.Excluded place -> done(() -> excluded(place));
        };
    }

    private static CompletableFuture<Void> done(Runnable telling) {
        telling.run();
        return CompletableFuture.completedFuture(null);
    }

    @SuppressWarnings("resource") // standard input is the process's to close
    private CompletableFuture<Void> standardInput() {
        return pool.submit(STANDARD_INPUT_NAME, new FileInputStream(FileDescriptor.in), deadline)
                .thenAccept(this::scanned);
    }

    private void breakOff(Throwable mishap) {
        synchronized (this) {
            if (trouble == null) {
                trouble = mishap instanceof OutOfMemoryError ? Main.outOfMemory() : "the scan broke off: " + mishap;
            }
        }
        deadline.cancel();
        walk.close();
    }

    private synchronized void scanned(ScanReport report) {
        if (summary == null) {
            tally.scanned(report);
            report(reporter -> reporter.scanned(report));
        }
    }

    private synchronized void unreadable(WalkStep.Unreadable place) {
        if (summary == null) {
            tally.unreadable(place);
            report(reporter -> reporter.unreadable(place));
        }
    }

    private synchronized void skipped(WalkStep.Skipped place) {
        if (summary == null) {
            tally.skipped(place);
            report(reporter -> reporter.skipped(place));
        }
    }

    private synchronized void excluded(WalkStep.Excluded place) {
        if (summary == null) {
            tally.excluded();
            report(reporter -> reporter.excluded(place));
        }
    }

    private synchronized void report(Report report) {
        for (Reporter reporter : reporters) {
            try {
                report.to(reporter);
            } catch (IOException e) {
                cannotWrite(e);
            }
        }
    }

    /** When nobody hears what is found there is no use in going on. */
    private void cannotWrite(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Broken pipe")) {
            outputClosed = true;
        } else if (trouble == null) {
            trouble = "the output cannot be written: " + message;
        }
        deadline.cancel();
        walk.close();
    }

    /** Tells a reporter something. */
    private interface Report {
        void to(Reporter reporter) throws IOException;
    }
}
