package dev.gatehouse.spi;

/** Something a backend is able to do, by which the engine decides what to give it. */
public enum Capability {
    /** Judges the bytes it is given as they are: the engine gives it every part. */
    MATCHES_PARTS,
    /** Opens containers by itself: the engine gives it the whole file. */
    UNPACKS,
    /** Reports every signature that matches, not only the first. */
    ALL_MATCHES
}
