package dev.gatehouse.backend.icap;

import java.io.OutputStream;

/** A way to a server and back. */
interface Wire {

    /** What the server sends. Reads end with {@link java.net.SocketTimeoutException} when the time is over. */
    ReplyReader reader();

    /** What is sent to the server. */
    OutputStream out();

    /** Ends all reading and writing at once, from any thread. */
    void abort();
}
