package dev.gatehouse.spi;

import java.util.OptionalLong;

/**
 * One place at which a signature, or one of its patterns, matched.
 *
 * @param pattern the pattern's own name where a signature has several, as the vendor writes it: {@code $header}; empty
 *     where it has but one
 * @param offset where it begins, in bytes from the subject's start
 * @param length how many bytes it covers, if the backend tells
 */
public record Occurrence(String pattern, long offset, OptionalLong length) {

    /** Checks the numbers. */
    public Occurrence {
        if (offset < 0 || length.orElse(0) < 0) {
            throw new IllegalArgumentException("offset and length must not be negative: " + offset + ", " + length);
        }
    }
}
