package dev.gatehouse.tck;

/**
 * What a backend talks to: a daemon, a server, a child process. The kit ends it and starts it again to see that the
 * backend gets over it. It is running when the kit is given it, and when the kit is done.
 */
public interface Peer {

    /** Ends the peer as a crash would; returns when it answers no more. */
    void stop() throws Exception;

    /** Starts it again at the same address; returns when it answers. */
    void start() throws Exception;

    /** Whether the peer can be {@linkplain #freeze frozen}. */
    default boolean freezes() {
        return false;
    }

    /** Makes the peer hang without ending it: it takes connections and says nothing. {@code SIGSTOP} does that. */
    default void freeze() throws Exception {
        throw new UnsupportedOperationException("the peer cannot be frozen");
    }

    /** Lets a frozen peer go on. */
    default void thaw() throws Exception {
        throw new UnsupportedOperationException("the peer cannot be frozen");
    }
}
