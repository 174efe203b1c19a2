package dev.gatehouse.backend.clamd;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * What clamd answers to {@code VERSION}: {@code ClamAV 1.4.6/27500/Tue Nov 24 10:00:00 2026}. Without a database of the
 * project's own it is {@code ClamAV 1.4.6} alone.
 *
 * @param engine the engine's version
 * @param database the number of the daily database in use; empty when clamd has none
 * @param time when the daily database was made
 */
record DaemonVersion(String engine, String database, Optional<Instant> time) {

    /** As ctime(3) writes it; the day of the month is padded with a space. */
    private static final DateTimeFormatter CTIME =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH);

    /**
     * Reads the answer.
     *
     * @param zone clamd writes the time of its own zone without saying which
     */
    static DaemonVersion parse(String text, ZoneId zone) {
        String[] fields = text.strip().split("/", 3);
        String engine = fields[0].startsWith("ClamAV ") ? fields[0].substring("ClamAV ".length()) : fields[0];
        if (fields.length < 3) {
            return new DaemonVersion(engine, fields.length < 2 ? "" : fields[1], Optional.empty());
        }
        return new DaemonVersion(engine, fields[1], time(fields[2], zone));
    }

    private static Optional<Instant> time(String text, ZoneId zone) {
        try {
            return Optional.of(LocalDateTime.parse(text.strip().replaceAll(" +", " "), CTIME)
                    .atZone(zone)
                    .toInstant());
        } catch (DateTimeException e) {
            // a version without a time is still a version
            return Optional.empty();
        }
    }
}
