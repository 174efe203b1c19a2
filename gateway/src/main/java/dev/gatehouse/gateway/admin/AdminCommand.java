package dev.gatehouse.gateway.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an operator may ask. */
public enum AdminCommand {
    /** How the process is. */
    STATUS,
    /** Who scans now. */
    LINEUP,
    /** Read everything anew and let another lineup scan; answered when it does, or cannot. */
    RELOAD,
    /** End gracefully; answered before. */
    SHUTDOWN;

    /** The word for it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The command of a word, if it is one. */
    public static Optional<AdminCommand> of(String word) {
        return Arrays.stream(values())
                .filter(command -> command.id().equals(word))
                .findFirst();
    }

    /** All words. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(AdminCommand::id).toList();
    }
}
