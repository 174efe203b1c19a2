package dev.gatehouse.spi;

/** Something a backend is able to do, by which the engine decides what to give it. */
public enum Capability {
    /** Judges the bytes it is given as they are: the engine gives it every part. */
    MATCHES_PARTS,
    /** Opens containers by itself: the engine gives it the whole file. */
    UNPACKS,
    /** Reports every signature that matches, not only the first. */
    ALL_MATCHES,
    /**
     * Spends its time waiting for somebody else: a daemon, a server, a child process. The engine asks it on a virtual
     * thread of its own, beside the matching of others, and perhaps about several parts of one file at a time. Without
     * it a backend is asked on the thread that scans.
     */
    WAITS
}
