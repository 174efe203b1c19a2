package dev.gatehouse.spi;

/** Whether a backend can scan. */
public sealed interface Health {

    /** Ready to scan. */
    record Ready() implements Health {}

    /**
     * Not able to scan now.
     *
     * @param message what is wrong, for the operator
     */
    record Unavailable(String message) implements Health {}
}
