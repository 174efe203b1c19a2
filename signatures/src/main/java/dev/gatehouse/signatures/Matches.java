package dev.gatehouse.signatures;

import java.util.List;

/**
 * What a matcher found in one specimen.
 *
 * @param matches each signature once; digests first, then bodies in the order they were seen
 * @param end how the search ended
 */
public record Matches(List<Match> matches, End end) {

    /** Copies the list. */
    public Matches {
        matches = List.copyOf(matches);
    }

    /** How a search ended. */
    public enum End {
        /** All bytes were searched. */
        COMPLETE,
        /** It ended at the first match, as wanted. */
        FIRST_MATCH,
        /**
         * All bytes were searched, but a bound was reached on what is remembered on the way, or on how often sections are
         * digested that lie over one another: a match may have been missed.
         */
        BOUND_REACHED,
        /** The caller stopped it. */
        STOPPED
    }
}
