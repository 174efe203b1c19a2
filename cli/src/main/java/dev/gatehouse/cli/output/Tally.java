package dev.gatehouse.cli.output;

import dev.gatehouse.cli.output.BackendSummary.Share;
import dev.gatehouse.cli.walk.WalkStep;
import dev.gatehouse.engine.BackendReport;
import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LocatedReason;
import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Seat;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts what a run comes upon. Used by one thread at a time. */
public final class Tally {

    private final long startNanos = System.nanoTime();
    private final Map<ReasonCode, Long> incomplete = new EnumMap<>(ReasonCode.class);
    private final Map<ReasonCode, Long> skipped = new EnumMap<>(ReasonCode.class);
    private final Map<String, Share> shares = new HashMap<>();
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
        report.backends().forEach(backend -> shares.merge(backend.name(), share(backend), Tally::sum));
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
     * @param lineup who scans
     * @param approvals who allowed them to
     * @param folders how many folders were entered
     * @param interrupted whether the run was ended before its time
     */
    public Summary summary(Lineup lineup, ApprovalFacts approvals, long folders, boolean interrupted) {
        return new Summary(
                lineup.seats().stream().map(this::backend).toList(),
                approvals,
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

    private BackendSummary backend(Seat seat) {
        return new BackendSummary(
                seat.name(),
                seat.role(),
                seat.backend().identity(),
                seat.vacancy(),
                Optional.ofNullable(shares.get(seat.name())));
    }

    private static Share share(BackendReport backend) {
        boolean unjudged = switch (backend.outcome()) {
            case INCOMPLETE, FAILED -> true;
            case ABSENT -> backend.role() != Role.STANDBY;
            case INFECTED, CLEAN, UNASKED -> false;
        };
        return new Share(
                backend.questions(),
                backend.time(),
                backend.outcome() == BackendReport.Outcome.INFECTED ? 1 : 0,
                unjudged ? 1 : 0);
    }

    private static Share sum(Share a, Share b) {
        return new Share(
                a.questions() + b.questions(),
                a.time().plus(b.time()),
                a.infectedFiles() + b.infectedFiles(),
                a.unjudgedFiles() + b.unjudgedFiles());
    }

    private void located(List<LocatedReason> reasons) {
        reasons.forEach(reason -> incomplete.merge(reason.reason().code(), 1L, Long::sum));
    }
}
