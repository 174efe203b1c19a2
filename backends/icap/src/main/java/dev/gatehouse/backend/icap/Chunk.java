package dev.gatehouse.backend.icap;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * The line before a chunk.
 *
 * @param size in bytes
 * @param originalFrom the value of {@code use-original-body}, if it is there
 */
record Chunk(long size, OptionalLong originalFrom) {

    private static final String USE_ORIGINAL_BODY = "use-original-body";
    /** 2^60 - 1: no sum of sizes and positions overflows. */
    private static final int LONGEST_HEX = 15;

    private static final int LONGEST_DECIMAL = 18;

    /** Reads {@code 1000}, {@code 0; ieof} or {@code 0; use-original-body=4096}. */
    static Chunk parse(String line) throws BadReplyException {
        String[] parts = line.split(";", -1);
        String size = parts[0].strip();
        if (size.isEmpty() || size.length() > LONGEST_HEX || !size.chars().allMatch(Chunk::isHex)) {
            throw new BadReplyException("a chunk without a size: " + Text.shown(line));
        }
        OptionalLong from = OptionalLong.empty();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals >= 0
                    && parts[i].substring(0, equals)
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .equals(USE_ORIGINAL_BODY)) {
                from = OptionalLong.of(decimal(parts[i].substring(equals + 1).strip(), line));
            }
        }
        return new Chunk(Long.parseLong(size, 16), from);
    }

    private static long decimal(String digits, String line) throws BadReplyException {
        if (digits.isEmpty()
                || digits.length() > LONGEST_DECIMAL
                || !digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw new BadReplyException("a chunk extension without a number: " + Text.shown(line));
        }
        return Long.parseLong(digits);
    }

    private static boolean isHex(int letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f') || (letter >= 'A' && letter <= 'F');
    }
}
