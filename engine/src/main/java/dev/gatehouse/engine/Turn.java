package dev.gatehouse.engine;

import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One backend's part in the scan of one file: the time that it may hold the others up, and what it came to. Used by the
 * thread that scans.
 *
 * <p>A file's time is shared out evenly among the backends and the opening of the file. A backend has used up its share
 * when the scan stood still for it that long; from then on it is not asked any more about this file. The only backend of a
 * lineup has no share to keep to, and is called without any accounting.
 */
final class Turn {

    private static final int MAX_REASONS = 4;

    final Guard guard;
    final boolean counts;
    private final BackendIdentity identity;
    private final Deadline deadline;
    private final ScanContext plain;
    private final boolean alone;
    private final long shareNanos;
    private long heldUpNanos;
    private long tookNanos;
    private long questions;
    private long failures;
    private boolean infected;
    private boolean incomplete;
    private List<Reason> reasons = List.of();

    /**
     * A backend that was not asked yet.
     *
     * @param sharers how many share the file's time, this backend included; 1 for no bound
     */
    Turn(Guard guard, BackendIdentity identity, boolean counts, ScanContext plain, int sharers) {
        this.guard = guard;
        this.identity = identity;
        this.counts = counts;
        this.plain = plain;
        this.deadline = plain.deadline();
        this.alone = sharers == 1;
        this.shareNanos = deadline.remaining().toNanos() / sharers;
    }

    /** Whether there is no use in asking: it was taken out, or its time is used up. */
    boolean over() {
        return guard.broken() || (!alone && heldUpNanos >= shareNanos);
    }

    /** What is said instead of asking. */
    ScanOutcome instead() {
        return new ScanOutcome.Failed(guard.broken() ? guard.out() : late());
    }

    private Reason late() {
        return new Reason(
                ReasonCode.BACKEND_TIMEOUT,
                String.format(
                        Locale.ROOT, "%s used up its share of the file's time, %.1f s", name(), shareNanos / 1e9));
    }

    /** Asks on this thread. */
    ScanOutcome ask(PartSubject subject) {
        if (alone) {
            return Question.put(guard, subject, plain);
        }
        long start = System.nanoTime();
        Deadline share = deadline.within(Duration.ofNanos(shareNanos - heldUpNanos));
        ScanOutcome outcome = Question.put(guard, subject, new ScanContext(share, plain.allMatches()));
        long nanos = System.nanoTime() - start;
        heldUpNanos += nanos;
        tookNanos += nanos;
        return settled(outcome, share.expired());
    }

    /** Asks on another thread; {@link #outcome} tells what came of it. */
    Question start(PartSubject subject) {
        return Question.start(guard, subject, plain);
    }

    /** Waits for the answer as long as this backend's share lasts. */
    ScanOutcome outcome(Question question) {
        long start = System.nanoTime();
        boolean inTime = question.await(shareNanos - heldUpNanos, deadline);
        heldUpNanos += System.nanoTime() - start;
        tookNanos += question.nanos();
        return settled(question.outcome().orElseGet(() -> new ScanOutcome.Failed(late())), !inTime);
    }

    /** An answer that does not stand because the backend's time was over, though not the file's, is put down to that. */
    private ScanOutcome settled(ScanOutcome outcome, boolean late) {
        if (!late || deadline.expired()) {
            return outcome;
        }
        return switch (outcome) {
            case ScanOutcome.Clean _, ScanOutcome.Infected _ -> outcome;
            case ScanOutcome.Incomplete _, ScanOutcome.Failed _ -> new ScanOutcome.Failed(late());
        };
    }

    /** Counts an answer. */
    void count(ScanOutcome outcome) {
        questions++;
        switch (outcome) {
            case ScanOutcome.Clean _ -> {}
            case ScanOutcome.Infected found -> {
                infected = true;
                found.reasons().forEach(this::keep);
            }
            case ScanOutcome.Incomplete partly -> {
                incomplete = true;
                partly.reasons().forEach(this::keep);
            }
            case ScanOutcome.Failed(Reason reason) -> {
                failures++;
                keep(reason);
            }
        }
    }

    private void keep(Reason reason) {
        if (reasons.size() < MAX_REASONS && !reasons.contains(reason)) {
            List<Reason> more = new ArrayList<>(reasons);
            more.add(reason);
            reasons = more;
        }
    }

    String name() {
        return guard.seat.name();
    }

    /** What it came to. */
    BackendReport report() {
        return new BackendReport(
                name(),
                guard.seat.role(),
                counts,
                identity,
                result(),
                questions,
                Duration.ofNanos(tookNanos),
                reasons,
                guard.freshness() != Staleness.Freshness.FRESH);
    }

    private BackendReport.Outcome result() {
        if (infected) {
            return BackendReport.Outcome.INFECTED;
        }
        if (questions == 0) {
            return BackendReport.Outcome.UNASKED;
        }
        if (failures == questions) {
            return BackendReport.Outcome.FAILED;
        }
        return incomplete || failures > 0 ? BackendReport.Outcome.INCOMPLETE : BackendReport.Outcome.CLEAN;
    }
}
