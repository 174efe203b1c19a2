package dev.gatehouse.signatures.file;

import java.io.IOException;

/** A file is no compiled database, or not one that this version can read, or not as it was written. */
public final class DatabaseFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** With what is wrong, where, and what to do. */
    public DatabaseFormatException(String message) {
        super(message);
    }
}
