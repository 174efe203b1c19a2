package dev.gatehouse.gateway.net;

/** Is told what happens on listeners, for logs and metrics. Called by many threads; does not wait, and never throws. */
public interface Witness {

    /** A request was answered. */
    void served(Served served);

    /**
     * A client broke the rules, was too slow, or left in the middle; or one could not be taken in.
     *
     * @param listener the listener's name
     * @param link the connection's id
     * @param message what happened
     */
    void troubled(String listener, String link, String message);

    /**
     * The house itself made a mistake; the client was cut off.
     *
     * @param listener the listener's name
     * @param link the connection's id
     */
    void faulted(String listener, String link, Throwable fault);
}
