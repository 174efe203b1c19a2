package dev.gatehouse.engine;

import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import java.util.List;
import java.util.Optional;

/** Asks the backends of the lineup about one part, each after the other. */
final class Hearing {

    private final Lineup lineup;
    private final ScanState state;
    private final ScanContext context;

    Hearing(Lineup lineup, ScanState state, boolean allMatches) {
        this.lineup = lineup;
        this.state = state;
        this.context = new ScanContext(state.deadline, allMatches);
    }

    /** Hears every backend that is given this part. */
    void hold(OpenPart part, PartSubject subject) {
        List<Seat> seats = lineup.seats();
        for (int i = 0; i < seats.size(); i++) {
            Seat seat = seats.get(i);
            if (!seat.everyPart() && part.depth > 0) {
                continue;
            }
            note(part, subject, seat, ask(seat, subject));
            if (state.overAt(part)) {
                return;
            }
        }
    }

    /** A backend that throws, against its contract, has failed: the scan goes on. */
    private ScanOutcome ask(Seat seat, PartSubject subject) {
        try {
            return seat.backend().scan(subject, context);
        } catch (InternalError e) {
            // how HotSpot tells that a mapped file ends before its mapping does
            subject.lost(e);
            return new ScanOutcome.Failed(Mishap.ofBackend(seat.name(), e));
        } catch (RuntimeException | VirtualMachineError | LinkageError | AssertionError e) {
            return new ScanOutcome.Failed(Mishap.ofBackend(seat.name(), e));
        }
    }

    private void note(OpenPart part, PartSubject subject, Seat seat, ScanOutcome outcome) {
        if (outcome instanceof ScanOutcome.Infected(List<Finding> findings, List<Reason> _)) {
            for (Finding finding : findings) {
                state.journal.finding(part, new BackendFinding(seat.name(), finding));
            }
            if (seat.role().counts()) {
                state.found(!context.allMatches());
            }
        }
        if (!seat.role().counts()) {
            return;
        }
        if (!(outcome instanceof ScanOutcome.Failed)) {
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
}
