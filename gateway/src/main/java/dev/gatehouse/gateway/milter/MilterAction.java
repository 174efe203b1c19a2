package dev.gatehouse.gateway.milter;

import java.util.Locale;

/** What can become of a message, from the mildest to the gravest. */
public enum MilterAction {
    /** It passes, with the headers that the listener adds to every message. */
    ACCEPT,
    /** It passes, with headers that tell what is the matter, even where the listener adds none. */
    TAG,
    /** The MTA holds it for the postmaster. */
    QUARANTINE,
    /** The client is told to try again later: 451 4.7.1. */
    TEMPFAIL,
    /** The client is told that it was taken, and nobody gets it. */
    DISCARD,
    /** The client is told that it is not taken: 550 5.7.1. */
    REJECT;

    /** The name in configuration, logs and metrics. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the message stays in the MTA's hands, so that its headers matter. */
    boolean keeps() {
        return compareTo(QUARANTINE) <= 0;
    }
}
