package dev.gatehouse.gateway.net;

import java.io.IOException;

/** An open socket on which clients come in. */
public interface Doorway extends AutoCloseable {

    /**
     * Waits for the next client.
     *
     * @throws java.nio.channels.ClosedChannelException if this is closed
     * @throws IOException if no client can be taken at this moment
     */
    Wire next() throws IOException;

    /** Where it is in truth: with the port that the system chose. */
    Endpoint endpoint();

    /** Takes no more clients; whoever waits in {@link #next} is ended. Idempotent. */
    @Override
    void close();
}
