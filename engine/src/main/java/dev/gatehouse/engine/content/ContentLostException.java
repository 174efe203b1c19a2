package dev.gatehouse.engine.content;

import java.io.IOException;

/** Bytes that were there when the scan began are gone: the file shrank, vanished or was replaced. */
public final class ContentLostException extends IOException {

    private static final long serialVersionUID = 1L;

    /** With what was lost, for a person. */
    public ContentLostException(String message) {
        super(message);
    }

    /** With what was lost and how it showed. */
    public ContentLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
