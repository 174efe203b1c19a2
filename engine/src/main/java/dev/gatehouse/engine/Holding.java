package dev.gatehouse.engine;

import dev.gatehouse.spi.Deadline;
import java.util.Optional;

/** Waits for a backend that is out, where the policy is to hold files until it is back. */
final class Holding {

    /** A bound on each wait, so that a cancellation is noticed and the health of what is out is asked when it is due. */
    private static final long LOOK_MILLIS = 20;

    private Holding() {}

    /** Who judges a file that comes now, or as soon as all are there. */
    static Panel panel(Lineup lineup, long excluded, Deadline deadline) {
        Panel panel = lineup.conveneWithout(excluded);
        if (lineup.policy().onFailure() != FailurePolicy.HOLD) {
            return panel;
        }
        Deadline patience = deadline.within(lineup.policy().hold());
        boolean interrupted = false;
        while (!interrupted && !patience.expired()) {
            Optional<Guard> awaited = awaited(panel);
            if (awaited.isEmpty()) {
                break;
            }
            try {
                awaited.get().awaitReturn(LOOK_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            panel = lineup.convene();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return panel;
    }

    /** One that counts and is out, and may come back by itself: a seat that is vacant stays so. */
    private static Optional<Guard> awaited(Panel panel) {
        for (Guard guard : panel.lineup().guards()) {
            if ((panel.absent() & guard.bit()) != 0
                    && guard.seat.role().counts()
                    && guard.seat.vacancy().isEmpty()) {
                return Optional.of(guard);
            }
        }
        return Optional.empty();
    }
}
