package dev.gatehouse.gateway.log;

import java.util.Locale;

/** How much a line matters, with the number that syslog and the journal give it. */
public enum Level {
    /** As it should be. */
    INFO(6),
    /** Somebody should look at it some day. */
    WARNING(4),
    /** Something does not work. */
    ERROR(3);

    private final int priority;

    Level(int priority) {
        this.priority = priority;
    }

    /** From 0, the worst, to 7: syslog(3). */
    int priority() {
        return priority;
    }

    /** The name in the log. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
