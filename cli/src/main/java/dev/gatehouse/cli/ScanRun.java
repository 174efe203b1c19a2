package dev.gatehouse.cli;

import dev.gatehouse.cli.output.Progress;
import dev.gatehouse.cli.output.Reporter;
import dev.gatehouse.cli.output.Summary;
import dev.gatehouse.cli.output.Tally;
import dev.gatehouse.cli.walk.FileWalk;
import dev.gatehouse.cli.walk.WalkStep;
import dev.gatehouse.engine.PartReport;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Scanner;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Deadline;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code scan}: workers take files from the walk, scan them, and report each under one lock, so that the lines
 * of two files never mix. The order is that in which scans end.
 */
final class ScanRun {

    private static final String STANDARD_INPUT_NAME = "stdin";

    private final Scanner scanner;
    private final FileWalk walk;
    private final List<Reporter> reporters;
    private final Progress progress;
    private final Deadline deadline = Deadline.none();
    private final Tally tally = new Tally();
    private boolean interrupted;
    private boolean outputClosed;
    private @Nullable String trouble;
    private @Nullable Summary summary;

    ScanRun(Scanner scanner, FileWalk walk, List<Reporter> reporters, Progress progress) {
        this.scanner = scanner;
        this.walk = walk;
        this.reporters = List.copyOf(reporters);
        this.progress = progress;
    }

    /** Scans everything, so many files at a time, and reports the summary. */
    void run(int jobs) {
        List<Thread> workers = new ArrayList<>();
        for (int i = 1; i < jobs; i++) {
            workers.add(Thread.ofPlatform().daemon().name("scan-" + i).start(this::work));
        }
        work();
        for (Thread worker : workers) {
            join(worker);
        }
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
        List<BackendIdentity> backends = scanner.lineup().seats().stream()
                .map(seat -> seat.backend().identity())
                .toList();
        summary = tally.summary(backends, walk.folders(), interrupted);
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

    private void work() {
        try {
            for (Optional<WalkStep> step = walk.next(); step.isPresent(); step = walk.next()) {
                take(step.get());
            }
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                trouble = "the scan broke off: " + e;
            }
            deadline.cancel();
            walk.close();
        }
    }

    private void take(WalkStep step) {
        switch (step) {
            case WalkStep.RegularFile file -> {
                scanned(named(file.name(), scanner.scan(file.path(), deadline)));
                progress.advance(file.size());
            }
            case WalkStep.StandardInput _ -> standardInput();
            case WalkStep.Unreadable place -> unreadable(place);
            case WalkStep.Skipped place -> skipped(place);
            case WalkStep.Excluded place -> excluded(place);
        }
    }

    @SuppressWarnings("resource") // standard input is the process's to close
    private void standardInput() {
        scanned(scanner.scan(STANDARD_INPUT_NAME, new FileInputStream(FileDescriptor.in), deadline));
    }

    /** A report under the name that the caller gave, which the platform may not be able to write. */
    private static ScanReport named(String name, ScanReport report) {
        if (report.path().equals(name)) {
            return report;
        }
        PartReport root = report.root();
        PartReport named = new PartReport(
                name,
                root.types(),
                root.size(),
                root.sha256(),
                root.findings(),
                root.reasons(),
                root.parts(),
                root.time(),
                root.cached());
        return new ScanReport(
                name, report.verdict(), named, report.parts(), report.bytes(), report.generation(), report.time());
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

    private static void join(Thread worker) {
        boolean waiting = true;
        while (waiting) {
            try {
                worker.join();
                waiting = false;
            } catch (InterruptedException e) {
                // only the workers' own end ends a run; they are told through the deadline
            }
        }
    }

    /** Tells a reporter something. */
    private interface Report {
        void to(Reporter reporter) throws IOException;
    }
}
