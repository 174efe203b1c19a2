package dev.gatehouse.engine.configuration;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as people write it: digits and one of ms, s, m, h, d.
 *
 * @param time how long
 */
record Span(Duration time) {

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    /**
     * Reads a length of time.
     *
     * @throws IllegalArgumentException if it is none; the message is for the user
     */
    static Span of(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a length of time: write a number with ms, s, m, h or d");
        }
        long count = Long.parseLong(matcher.group(1));
        return new Span(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }
}
