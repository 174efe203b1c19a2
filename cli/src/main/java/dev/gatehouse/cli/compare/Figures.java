package dev.gatehouse.cli.compare;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures as people read them. */
final class Figures {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final String[] BYTE_UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Figures() {}

    /** {@code 1,205}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 file}, {@code 1,205 files}. */
    static String files(long count) {
        return count(count) + (count == 1 ? " file" : " files");
    }

    /** {@code 6.4 MB}, in powers of ten. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < BYTE_UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? count(bytes) + " bytes" : number(value) + " " + BYTE_UNITS[unit];
    }

    /** {@code 93.9 %}, rounded towards zero, so that only all is 100 %. */
    static String share(long part, long whole) {
        return whole == 0 ? "0 %" : share(Math.floor(part * 1000.0 / whole) / 10);
    }

    private static String share(double percent) {
        return percent == 100 || percent == 0
                ? String.format(Locale.ROOT, "%.0f %%", percent)
                : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    /** {@code 0.42 ms}, {@code 12.5 s}, {@code 2 h 5 min}. */
    static String time(Duration time) {
        double millis = time.toNanos() / 1e6;
        if (millis < 1000) {
            return number(millis) + " ms";
        }
        if (millis < 120_000) {
            return number(millis / 1000) + " s";
        }
        long hours = time.toHours();
        return hours == 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : hours + " h " + time.toMinutesPart() + " min";
    }

    /** Three significant digits, more where they stand before the point: {@code 0.042}, {@code 6.41}, {@code 1,205}. */
    static String number(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        return value == 0 ? "0" : String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** {@code 25 November 2026, 00:05 UTC}. */
    static String minute(Instant time) {
        return MINUTE.format(time);
    }

    /** {@code 25 November 2026}. */
    static String day(Instant time) {
        return DAY.format(time);
    }
}
