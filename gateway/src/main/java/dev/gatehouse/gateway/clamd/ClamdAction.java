package dev.gatehouse.gateway.clamd;

/** What a client is told of a message that gives a concern, from the mildest to the gravest. */
public enum ClamdAction {
    /** {@code OK}: it passes. */
    OK,
    /** {@code ERROR}: most clients ask the sender to try later; rspamd and James let it pass. */
    ERROR,
    /**
     * {@code Heuristics.… FOUND}, as clamd names what it could not look at; rspamd tells those for limits and encryption
     * from viruses, and leaves it to its own rules what becomes of them.
     */
    FOUND,
    /** {@code Gatehouse.… FOUND}: a virus to every known client. */
    BLOCK
}
