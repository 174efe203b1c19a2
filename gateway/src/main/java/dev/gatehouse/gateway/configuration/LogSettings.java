package dev.gatehouse.gateway.configuration;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is written to the log, and where.
 *
 * @param file the file that is appended to; nothing for standard error
 * @param requests which answered requests are worth a line
 */
public record LogSettings(Optional<Path> file, Requests requests) {

    /** Which answered requests are worth a line. */
    public enum Requests {
        /** Every one. */
        ALL,
        /** Those whose content did not simply pass. */
        CONCERNS,
        /** None; metrics count them all the same. */
        NONE
    }

    /** Every request, on standard error. */
    public static final LogSettings DEFAULT = new LogSettings(Optional.empty(), Requests.ALL);
}
