package dev.gatehouse.cli.output;

import dev.gatehouse.cli.walk.WalkStep;
import dev.gatehouse.engine.LocatedReason;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what a run comes upon. Used by one thread at a time. */
public final class Tally {

    private final long startNanos = System.nanoTime();
    private final Map<ReasonCode, Long> incomplete = new EnumMap<>(ReasonCode.class);
    private final Map<ReasonCode, Long> skipped = new EnumMap<>(ReasonCode.class);
    private long files;
    private long parts;
    private long bytes;
    private long infectedFiles;
    private long findings;
    private long incompleteFiles;
    private long failures;
    private long excluded;

    /** A file that was scanned. */
    public void scanned(ScanReport report) {
        files++;
        parts += report.parts();
        bytes += report.bytes();
        switch (report.verdict()) {
            case Verdict.Infected infected -> {
                infectedFiles++;
                findings += infected.findings().size();
                located(infected.reasons());
            }
            case Verdict.Incomplete partly -> {
                incompleteFiles++;
                located(partly.reasons());
            }
            case Verdict.Failed failed -> {
                failures++;
                failed.reasons().stream().map(Reason::code).forEach(code -> incomplete.merge(code, 1L, Long::sum));
            }
            case Verdict.Clean _ -> {}
        }
    }

    /** A place that could not be scanned. */
    public void unreadable(WalkStep.Unreadable step) {
        failures++;
        incomplete.merge(step.reason().code(), 1L, Long::sum);
    }

    /** A place that was left out by design. */
    public void skipped(WalkStep.Skipped step) {
        skipped.merge(step.reason().code(), 1L, Long::sum);
    }

    /** A place that the caller's patterns left out. */
    public void excluded() {
        excluded++;
    }

    /**
     * What was counted so far.
     *
     * @param backends who scans
     * @param folders how many folders were entered
     * @param interrupted whether the run was ended before its time
     */
    public Summary summary(List<BackendIdentity> backends, long folders, boolean interrupted) {
        return new Summary(
                backends,
                files,
                folders,
                parts,
                bytes,
                infectedFiles,
                findings,
                incompleteFiles,
                failures,
                excluded,
                incomplete,
                skipped,
                Duration.ofNanos(System.nanoTime() - startNanos),
                interrupted);
    }

    private void located(List<LocatedReason> reasons) {
        reasons.forEach(reason -> incomplete.merge(reason.reason().code(), 1L, Long::sum));
    }
}
