package dev.gatehouse.engine;

import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import java.io.IOException;
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
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            return new ScanOutcome.Failed(Mishap.ofBackend(seat.name(), e));
        }
    }

    private void note(OpenPart part, PartSubject subject, Seat seat, ScanOutcome outcome) {
        switch (outcome) {
            case ScanOutcome.Clean _ -> answered(seat);
            case ScanOutcome.Infected(List<Finding> findings, List<Reason> reasons) -> {
                answered(seat);
                for (Finding finding : findings) {
                    state.journal.finding(part, new BackendFinding(seat.name(), finding));
                }
                if (seat.role().counts()) {
                    state.found(!context.allMatches());
                }
                reasons(part, subject, seat, reasons);
            }
            case ScanOutcome.Incomplete(List<Reason> reasons) -> {
                answered(seat);
                reasons(part, subject, seat, reasons);
            }
            case ScanOutcome.Failed(Reason reason) -> reasons(part, subject, seat, List.of(reason));
        }
    }

    private void answered(Seat seat) {
        if (seat.role().counts()) {
            state.journal.answer();
        }
    }

    /**
     * A shadow's reasons do not count, and once the time is over the reasons are that it is. When the part's bytes could
     * not be read, the engine knows better than the backend why.
     */
    private void reasons(OpenPart part, PartSubject subject, Seat seat, List<Reason> reasons) {
        if (!seat.role().counts() || state.deadline.expired()) {
            return;
        }
        Optional<IOException> unreadable = subject.unreadable();
        if (unreadable.isPresent()) {
            state.journal.reason(part, Mishap.ofReading(unreadable.get()));
            return;
        }
        for (Reason reason : reasons) {
            state.journal.reason(part, reason);
        }
    }
}
