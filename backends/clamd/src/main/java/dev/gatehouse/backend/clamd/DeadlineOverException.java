package dev.gatehouse.backend.clamd;

/** The scan's time is over, or its caller ended it. */
final class DeadlineOverException extends Exception {

    private static final long serialVersionUID = 1L;

    DeadlineOverException() {
        super("the time is over", null, false, false);
    }
}
