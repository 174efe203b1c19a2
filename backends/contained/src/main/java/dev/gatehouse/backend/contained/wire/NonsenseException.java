package dev.gatehouse.backend.contained.wire;

/** The other side said something that it cannot have meant: whoever speaks like that is not listened to any longer. */
public final class NonsenseException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With what was wrong. */
    public NonsenseException(String message) {
        super(message);
    }
}
