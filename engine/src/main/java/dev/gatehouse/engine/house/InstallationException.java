package dev.gatehouse.engine.house;

/** What is configured here cannot be used. The message tells the operator what is wrong and what to do. */
public final class InstallationException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With a message for the operator. */
    public InstallationException(String message) {
        super(message);
    }

    /** With the message of what caused it. */
    public InstallationException(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
