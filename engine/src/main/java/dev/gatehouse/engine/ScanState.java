package dev.gatehouse.engine;

import dev.gatehouse.engine.budget.Budget;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;

/** How the scan of one file stands. Used by the thread that scans. */
final class ScanState {

    /** How far the scan still goes. */
    enum Going {
        /** Everything is judged and opened. */
        ON,
        /** Something was found and that suffices: nothing more is opened. */
        FOUND,
        /** A bound of the file was reached: nothing more is opened, what is out is still judged. */
        SPENT,
        /** The time is over or the caller cancelled: nothing more is done. */
        OVER
    }

    final Journal journal;
    final Deadline deadline;
    final Budget budget;
    private final int needed;
    private Going going = Going.ON;
    private long votes;

    /**
     * A scan that begins.
     *
     * @param needed how many votes suffice to end it; more than there are voters when all that matches is wanted
     */
    ScanState(Journal journal, Deadline deadline, Budget budget, int needed) {
        this.journal = journal;
        this.deadline = deadline;
        this.budget = budget;
        this.needed = needed;
    }

    /** Whether parts are still opened. */
    boolean goesOn() {
        return going == Going.ON;
    }

    /** Whether the time is over or the caller cancelled; if so, the part under way says so. */
    boolean overAt(OpenPart part) {
        if (going == Going.OVER) {
            return true;
        }
        if (!deadline.expired()) {
            return false;
        }
        going = Going.OVER;
        Reason reason = Budget.over(deadline);
        if (!journal.hasReason(part, reason.code())) {
            journal.reason(part, reason);
        }
        return true;
    }

    /** Notes why the budget gave a part less than it wanted. */
    void refusedAt(OpenPart part) {
        if (overAt(part)) {
            return;
        }
        budget.refusal().ifPresent(reason -> journal.reason(part, reason));
        if (going == Going.ON && budget.spent().isPresent()) {
            going = Going.SPENT;
        }
    }

    /** Notes on a container that no further part may come out. */
    void noMorePartsOf(OpenPart container) {
        budget.spent().ifPresent(reason -> journal.reason(container, reason));
        if (going == Going.ON) {
            going = Going.SPENT;
        }
    }

    /** Whether as much was found as is wanted. */
    boolean suffices() {
        return Long.bitCount(votes) >= needed;
    }

    /** Backends that count found something: a bit for each. */
    void voted(long bits) {
        votes |= bits;
        if (going == Going.ON && suffices()) {
            going = Going.FOUND;
        }
    }
}
