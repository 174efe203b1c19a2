package dev.gatehouse.gateway.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of one connection, whatever carries them. Reads and writes block; {@link #close} ends both. */
public interface Wire extends AutoCloseable {

    /**
     * Reads what is there, at least one byte.
     *
     * @return how many bytes; -1 at the end
     * @throws IOException if the connection broke or was closed
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Writes all of the buffer.
     *
     * @throws IOException if the connection broke or was closed
     */
    void write(ByteBuffer source) throws IOException;

    /**
     * Tells the other end that nothing more is written; reads go on. What cannot tell that alone does nothing.
     *
     * @throws IOException if the connection broke or was closed
     */
    default void finish() throws IOException {}

    /** Who is at the other end, for logs. */
    String peer();

    /** Ends the connection, and whoever waits on it. May be called by any thread, more than once. */
    @Override
    void close();
}
