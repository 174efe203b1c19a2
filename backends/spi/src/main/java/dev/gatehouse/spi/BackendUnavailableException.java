package dev.gatehouse.spi;

/** A backend could not be opened. The message says what is missing or wrong, where, and how to mend it. */
public final class BackendUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With a message for the operator. */
    public BackendUnavailableException(String message) {
        super(message);
    }

    /** With a message for the operator and what caused it. */
    public BackendUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
