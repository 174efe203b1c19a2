package dev.gatehouse.backend.clamd;

import java.io.IOException;

/** The subject's own bytes could not be read: no fault of clamd's. */
final class SubjectUnreadableException extends IOException {

    private static final long serialVersionUID = 1L;

    SubjectUnreadableException(IOException cause) {
        super(cause.getMessage() == null ? "the bytes could not be read" : cause.getMessage(), cause);
    }
}
