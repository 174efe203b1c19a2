package dev.gatehouse.gateway.net;

import java.io.IOException;

/** What is spoken on a listener. Shared by all its connections. */
public interface Protocol {

    /** Its name in configuration, logs and metrics: {@code clamd}, {@code milter}, {@code icap}. */
    String name();

    /**
     * Speaks with one client until it leaves, breaks the rules, or the link tells that the service ends. Runs on a
     * thread of the connection's own; the link is closed after it.
     *
     * @throws IOException if the client is gone or too slow; told to the witness, and no fault
     * @throws InterruptedException if the process ends
     */
    void serve(Link link) throws IOException, InterruptedException;
}
