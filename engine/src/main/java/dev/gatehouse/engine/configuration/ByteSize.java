package dev.gatehouse.engine.configuration;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes as people write it: digits, and K, M, G or T for powers of 1024, in either case.
 *
 * @param bytes how many
 */
public record ByteSize(long bytes) {

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,18})([KMGT]?)I?B?");
    private static final String UNITS = "KMGT";

    /**
     * Reads a size.
     *
     * @throws IllegalArgumentException if it is none; the message is for the user
     */
    public static ByteSize of(String text) {
        Matcher matcher = SHAPE.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a size: write a number of bytes, or one with K, M, G or T");
        }
        long bytes = Long.parseLong(matcher.group(1));
        int shift = matcher.group(2).isEmpty() ? 0 : 10 * (1 + UNITS.indexOf(matcher.group(2)));
        if (bytes > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("'" + text + "' is more bytes than can be counted");
        }
        return new ByteSize(bytes << shift);
    }
}
