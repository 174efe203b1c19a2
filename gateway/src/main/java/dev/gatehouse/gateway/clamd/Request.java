package dev.gatehouse.gateway.clamd;

import java.util.Optional;

/**
 * One command as it came.
 *
 * @param command what is wanted; nothing when nobody knows it
 * @param path what it is about, for commands that take a path; otherwise empty
 * @param form how it was said
 */
record Request(Optional<Command> command, String path, Form form) {

    /** How a command is said, and so how its answer ends. */
    enum Form {
        /** Without a letter before it: the rest of a packet. */
        BARE('\n'),
        /** {@code n…}, up to a line's end. */
        LINE('\n'),
        /** {@code z…}, up to a zero. */
        ZERO('\0');

        private final char end;

        Form(char end) {
            this.end = end;
        }

        /** What ends the answer. */
        char end() {
            return end;
        }
    }

    /** Reads a command without its letter and its end. */
    static Request of(String text, Form form) {
        String line = form == Form.ZERO ? text : chomp(beforeZero(text));
        for (Command command : Command.values()) {
            if (line.startsWith(command.name())) {
                return of(command, line.substring(command.name().length()), form);
            }
        }
        return unknown(form);
    }

    private static Request of(Command command, String rest, Form form) {
        // a path follows, behind one character that is not looked at; nothing may follow a word
        boolean shaped = command.takesPath() != rest.isEmpty();
        if (!shaped || (form == Form.BARE && !command.mayBeBare())) {
            return unknown(form);
        }
        return new Request(Optional.of(command), rest.isEmpty() ? "" : rest.substring(1), form);
    }

    private static Request unknown(Form form) {
        return new Request(Optional.empty(), "", form);
    }

    /** To clamd a zero ends every text. */
    private static String beforeZero(String text) {
        int zero = text.indexOf('\0');
        return zero < 0 ? text : text.substring(0, zero);
    }

    private static String chomp(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }

    /** The command as logs and metrics call it. */
    String name() {
        return command.map(Command::name).orElse("UNKNOWN");
    }
}
