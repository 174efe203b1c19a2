package dev.gatehouse.engine.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * From when until when an approval holds.
 *
 * @param from the first moment; nothing for always before {@code until}
 * @param until the first moment at which it holds no more
 */
public record Validity(Optional<Instant> from, Instant until) {

    /** Checks that there is such a time. */
    public Validity {
        if (from.isPresent() && !from.get().isBefore(until)) {
            throw new IllegalArgumentException("from must be before until: " + from.get() + ", " + until);
        }
    }

    /**
     * The moment at which a time begins as a person wrote it: a day in UTC, or an instant.
     *
     * @throws IllegalArgumentException if it is neither; the message is for the user
     */
    public static Instant beginning(String text) {
        return text.contains("T")
                ? instant(text)
                : day(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /**
     * The moment at which a time is over as a person wrote it: a day in UTC, which counts whole, or an instant.
     *
     * @throws IllegalArgumentException if it is neither; the message is for the user
     */
    public static Instant end(String text) {
        return text.contains("T")
                ? instant(text)
                : day(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw noTime(text, e);
        }
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw noTime(text, e);
        }
    }

    private static IllegalArgumentException noTime(String text, DateTimeParseException cause) {
        return new IllegalArgumentException(
                "'" + text + "' is no time: write a day, such as 2026-12-31, or a moment, such as 2026-12-31T18:00:00Z",
                cause);
    }

    /** Whether it holds at a moment. */
    public boolean holds(Instant now) {
        return !early(now) && !over(now);
    }

    /** Whether it does not hold yet. */
    public boolean early(Instant now) {
        return from.isPresent() && now.isBefore(from.get());
    }

    /** Whether it holds no more. */
    public boolean over(Instant now) {
        return !now.isBefore(until);
    }

    /** {@code 2026-12-31}, where it ends with that day, or the moment. */
    public String lastly() {
        return lastly(until);
    }

    static String lastly(Instant end) {
        LocalDate day = LocalDate.ofInstant(end, ZoneOffset.UTC);
        boolean midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant().equals(end);
        return midnight ? day.minusDays(1).toString() : end.toString();
    }

    /** {@code 2026-01-01}, where it begins with that day, or the moment; {@code always} where there is none. */
    public String firstly() {
        return from.map(begin -> {
                    LocalDate day = LocalDate.ofInstant(begin, ZoneOffset.UTC);
                    return day.atStartOfDay(ZoneOffset.UTC).toInstant().equals(begin)
                            ? day.toString()
                            : begin.toString();
                })
                .orElse("always");
    }
}
