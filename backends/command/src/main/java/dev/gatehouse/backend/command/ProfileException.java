package dev.gatehouse.backend.command;

/** A profile cannot be read. The message begins with the file and the line. */
final class ProfileException extends Exception {

    private static final long serialVersionUID = 1L;

    ProfileException(String message) {
        super(message);
    }
}
