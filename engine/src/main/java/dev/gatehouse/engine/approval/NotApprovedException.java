package dev.gatehouse.engine.approval;

/** A backend may not scan; the cause of the exception that says so where backends are opened. */
public final class NotApprovedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Standing.Refusal refusal;

    NotApprovedException(Standing.Refused refused) {
        super(refused.message());
        this.refusal = refused.refusal();
    }

    /** Why. */
    public Standing.Refusal refusal() {
        return refusal;
    }
}
