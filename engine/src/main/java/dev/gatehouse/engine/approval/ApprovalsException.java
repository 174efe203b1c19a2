package dev.gatehouse.engine.approval;

/** A list of approvals, its signature or a key cannot be relied on. The message says why, and what to do. */
public final class ApprovalsException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Fault {
        /** A file cannot be read or written. */
        UNREADABLE,
        /** There is no signature. */
        UNSIGNED,
        /** What should be a signature is none. */
        NO_SIGNATURE,
        /** Signed by a key that is not trusted. */
        UNKNOWN_KEY,
        /** The list is not what was signed. */
        ALTERED,
        /** The list is what the signature names, but the key that it names did not make it. */
        WRONGLY_SIGNED,
        /** What should be a key is none, or of another kind. */
        NO_KEY
    }

    private final Fault fault;

    /** With a message for the operator. */
    public ApprovalsException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** With a message for the operator and what caused it. */
    public ApprovalsException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** What is wrong. */
    public Fault fault() {
        return fault;
    }
}
