package dev.gatehouse.signatures.executable;

/** A header that is not taken for a program's. Data, not an accident, so it has no stack trace. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message, null, false, false);
    }
}
