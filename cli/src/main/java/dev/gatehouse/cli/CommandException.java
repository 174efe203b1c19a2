package dev.gatehouse.cli;

/** A command cannot do what it was asked. The message tells the user what is wrong and what to do. */
final class CommandException extends Exception {

    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
