package dev.gatehouse.engine.house;

/** What is configured here cannot be used. The message tells the operator what is wrong and what to do. */
public final class InstallationException extends Exception {

    private static final long serialVersionUID = 1L;

    InstallationException(String message) {
        super(message);
    }

    InstallationException(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
