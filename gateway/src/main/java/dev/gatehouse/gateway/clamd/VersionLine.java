package dev.gatehouse.gateway.clamd;

import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.Seat;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendIdentity;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What VERSION says: {@code ClamAV <version>/<number>/<time>}, the shape that clients read. c-icap wants the first word
 * to be ClamAV and the number to be one. The version says the truth: whose protocol it is, and who speaks it. A backend
 * that does not tell when its signatures were made has the time at which the listener came to be.
 */
final class VersionLine {

    /** The version of clamd's whose answers these are, and who gives them. */
    private static final String VERSION = "1.4-gatehouse";

    /** As ctime(3) writes it, in the machine's own zone, as clamd does. */
    private static final DateTimeFormatter CTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private VersionLine() {}

    /**
     * The line for the signatures of the first backend that counts.
     *
     * @param beginning when the listener came to be
     */
    static String of(Lineup lineup, Instant beginning) {
        Optional<BackendIdentity> first = lineup.seats().stream()
                .filter(seat -> seat.role().counts() && seat.vacancy().isEmpty())
                .map(Seat::backend)
                .map(Backend::identity)
                .findFirst();
        return first.map(identity -> of(identity, beginning)).orElse("ClamAV " + VERSION);
    }

    private static String of(BackendIdentity identity, Instant beginning) {
        Instant time = identity.signatureTime().orElse(beginning);
        return "ClamAV " + VERSION + "/" + number(identity.signatureVersion(), time) + "/"
                + CTIME.format(ZonedDateTime.ofInstant(time, ZoneId.systemDefault()));
    }

    /** The version where it is a number; otherwise the minutes since 1970 of the signatures' time, which grow as it does. */
    private static long number(String version, Instant time) {
        Matcher matcher = NUMBER.matcher(version);
        return matcher.matches() ? Long.parseLong(version) : Math.max(1, time.getEpochSecond() / 60);
    }
}
