package dev.gatehouse.gateway;

/** The gate has as much as it takes at a time, and had so for as long as one waits: try again later. */
public final class BusyException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says what there was no room for. */
    public BusyException(String message) {
        super(message);
    }
}
