package dev.gatehouse.engine.approval;

import dev.gatehouse.engine.approval.Standing.Covered;

/** What the operator must know of approvals while backends scan. */
public sealed interface ApprovalNotice {

    /** One sentence for the operator. */
    String message();

    /**
     * An approval ends soon.
     *
     * @param backend its name in the lineup
     * @param standing what covers it
     * @param days how many days are left, the last one counted whole
     */
    record Ending(String backend, Covered standing, long days) implements ApprovalNotice {

        @Override
        public String message() {
            return "the approval of backend " + backend + " ends with "
                    + Validity.lastly(standing.until()) + (days == 1 ? ", within a day" : ", in " + days + " days")
                    + " (" + standing.approval().name() + "): have it renewed, or another backend approved";
        }
    }

    /**
     * A backend was taken out of the lineup.
     *
     * @param backend its name in the lineup
     * @param message why, and what to do
     */
    record TakenOut(String backend, String message) implements ApprovalNotice {}

    /**
     * A backend that was out was taken in.
     *
     * @param backend its name in the lineup
     */
    record TakenIn(String backend) implements ApprovalNotice {

        @Override
        public String message() {
            return "backend " + backend + " is approved now, and scans";
        }
    }
}
