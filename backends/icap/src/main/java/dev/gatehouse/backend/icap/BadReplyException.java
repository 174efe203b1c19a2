package dev.gatehouse.backend.icap;

/** A server broke the protocol, or one of our bounds on what it may send. The message says how. */
final class BadReplyException extends Exception {

    private static final long serialVersionUID = 1L;

    BadReplyException(String message) {
        super(message);
    }
}
