package dev.gatehouse.engine;

import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the backends of a panel about the parts of one file. Those that wait for a peer are asked first, each on a thread
 * of its own; meanwhile the others are asked one after the other on the thread that scans, and the part is opened. What
 * those that wait have to say is heard when all that came out of the part is judged.
 */
final class Hearing {

    private final Panel panel;
    private final ScanState state;
    private final Turn[] turns;
    private final boolean anyWaits;
    private long failed;

    Hearing(Panel panel, ScanState state, boolean allMatches) {
        this.panel = panel;
        this.state = state;
        ScanContext context = new ScanContext(state.deadline, allMatches);
        List<Guard> guards = panel.guards();
        boolean waits = false;
        this.turns = new Turn[guards.size()];
        int sharers = panel.lineup().tellsBackends() ? guards.size() + 1 : 1;
        for (int i = 0; i < turns.length; i++) {
            Guard guard = guards.get(i);
            boolean counts = (panel.counting() & guard.bit()) != 0;
            turns[i] = new Turn(guard, panel.identities().get(i), counts, context, sharers);
            waits |= guard.waits;
        }
        this.anyWaits = waits;
    }

    /** Notes on a file who does not judge it though it should. */
    void noteAbsences(OpenPart file) {
        List<Reason> absences = panel.absences();
        for (int i = 0; i < absences.size(); i++) {
            state.journal.reason(file, absences.get(i));
        }
    }

    /** Puts the question to those that wait; {@link #conclude} must follow. */
    List<Pending> begin(OpenPart part, PartSubject subject) {
        if (!anyWaits) {
            return List.of();
        }
        List<Pending> pending = new ArrayList<>();
        for (Turn turn : turns) {
            if (turn.guard.waits && isGiven(turn, part)) {
                if (turn.over()) {
                    note(part, subject, turn, turn.instead());
                } else {
                    pending.add(new Pending(turn, turn.start(subject)));
                }
            }
        }
        return pending;
    }

    /** Hears those that do not wait, each after the other. */
    void hold(OpenPart part, PartSubject subject) {
        for (int i = 0; i < turns.length; i++) {
            Turn turn = turns[i];
            if (turn.guard.waits || !isGiven(turn, part)) {
                continue;
            }
            note(part, subject, turn, turn.over() ? turn.instead() : answer(turn, subject));
            if (state.overAt(part)) {
                return;
            }
        }
    }

    private ScanOutcome answer(Turn turn, PartSubject subject) {
        ScanOutcome outcome = turn.ask(subject);
        tell(turn, outcome);
        return outcome;
    }

    /** Hears those that wait. Afterwards none of them has a use for the part. */
    void conclude(OpenPart part, PartSubject subject, List<Pending> pending) {
        for (int i = 0; i < pending.size(); i++) {
            Turn turn = pending.get(i).turn;
            ScanOutcome outcome = turn.outcome(pending.get(i).question);
            tell(turn, outcome);
            note(part, subject, turn, outcome);
        }
    }

    private static boolean isGiven(Turn turn, OpenPart part) {
        return part.depth == 0 || turn.guard.seat.everyPart();
    }

    /** A backend answers for what it does, though not when the scan was ended. */
    private void tell(Turn turn, ScanOutcome outcome) {
        if (outcome instanceof ScanOutcome.Failed && state.deadline.expired()) {
            return;
        }
        turn.guard.answered(outcome);
    }

    private void note(OpenPart part, PartSubject subject, Turn turn, ScanOutcome outcome) {
        turn.count(outcome);
        if (outcome instanceof ScanOutcome.Infected(List<Finding> findings, List<Reason> _)) {
            for (int i = 0; i < findings.size(); i++) {
                state.journal.finding(part, new BackendFinding(turn.name(), findings.get(i)));
            }
            if (turn.counts) {
                state.journal.vote(part, turn.guard.bit());
                state.voted(turn.guard.bit());
            }
        }
        if (!turn.counts) {
            return;
        }
        if (outcome instanceof ScanOutcome.Failed(Reason reason)) {
            failed |= Guard.isItsOwn(reason) ? turn.guard.bit() : 0;
        } else {
            state.journal.answer();
        }
        if (state.deadline.expired()) {
            // the reason is that the time is over, whatever the backend makes of it
            return;
        }
        Optional<Reason> unreadable = subject.unreadable();
        if (unreadable.isPresent()) {
            // the engine knows better than the backend why, even where the backend says nothing
            state.journal.reason(part, unreadable.get());
            return;
        }
        for (Reason reason : reasons(outcome)) {
            state.journal.reason(part, reason);
        }
    }

    private static List<Reason> reasons(ScanOutcome outcome) {
        return switch (outcome) {
            case ScanOutcome.Clean _ -> List.of();
            case ScanOutcome.Infected infected -> infected.reasons();
            case ScanOutcome.Incomplete incomplete -> incomplete.reasons();
            case ScanOutcome.Failed failed -> List.of(failed.reason());
        };
    }

    /** A bit for each backend that counts and failed by its own doing. */
    long failed() {
        return failed;
    }

    /** What each backend had to do with the file; nothing where one alone scans. */
    List<BackendReport> report() {
        if (!panel.lineup().tellsBackends()) {
            return List.of();
        }
        List<BackendReport> reports = new ArrayList<>();
        int next = 0;
        for (Guard guard : panel.lineup().guards()) {
            if (next < turns.length && turns[next].guard == guard) {
                reports.add(turns[next].report());
                next++;
            } else {
                reports.add(absent(guard));
            }
        }
        return reports;
    }

    private static BackendReport absent(Guard guard) {
        return new BackendReport(
                guard.seat.name(),
                guard.seat.role(),
                false,
                guard.identity(),
                BackendReport.Outcome.ABSENT,
                0,
                Duration.ZERO,
                guard.absence().stream().toList(),
                guard.freshness() != Staleness.Freshness.FRESH);
    }

    /** A question that is not answered yet. */
    record Pending(Turn turn, Question question) {}
}
