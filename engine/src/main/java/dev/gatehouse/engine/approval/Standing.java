package dev.gatehouse.engine.approval;

import java.time.Instant;

/** Whether a backend may scan. */
public sealed interface Standing {

    /** Why a backend may not scan. */
    enum Refusal {
        /** No approval names its type, or its vendor and product. */
        UNCOVERED,
        /** An approval names it, but not its version. */
        OTHER_VERSION,
        /** Its approvals are over. */
        EXPIRED,
        /** Its approvals have not begun. */
        NOT_YET_VALID,
        /** What is pinned and what is there, or what it says of itself, disagree. */
        MISPINNED
    }

    /**
     * It may.
     *
     * @param approval what covers it now
     * @param until when no approval of the list covers it any more
     */
    record Covered(Approval approval, Instant until) implements Standing {

        /** {@code until 2026-12-31 (order)}, for people. */
        public String text() {
            return "until " + Validity.lastly(until) + " (" + approval.order() + ")";
        }
    }

    /**
     * It may not.
     *
     * @param refusal why
     * @param message why and what to do, for the operator
     */
    record Refused(Refusal refusal, String message) implements Standing {}
}
