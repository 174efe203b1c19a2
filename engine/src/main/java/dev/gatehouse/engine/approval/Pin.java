package dev.gatehouse.engine.approval;

import java.util.List;
import java.util.regex.Pattern;

/** Which bytes a file of a backend must have. */
public sealed interface Pin {

    /**
     * Those with one of these digests.
     *
     * @param sha256 in lower-case hexadecimal; at least one
     */
    record Digests(List<String> sha256) implements Pin {

        private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

        /** Checks the digests. */
        public Digests {
            sha256 = List.copyOf(sha256);
            if (sha256.isEmpty()
                    || !sha256.stream().allMatch(each -> SHAPE.matcher(each).matches())) {
                throw new IllegalArgumentException("a SHA-256 must be 64 lower-case hexadecimal digits: " + sha256);
            }
        }
    }

    /** Whatever: the list's author relies on who may write to the file. */
    record Any() implements Pin {}
}
