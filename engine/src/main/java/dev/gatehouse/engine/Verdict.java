package dev.gatehouse.engine;

import dev.gatehouse.spi.Reason;
import java.util.List;

/**
 * What is known of a file once everything in it was judged, worst first. {@link Clean} means that every byte was looked
 * at.
 */
public sealed interface Verdict {

    /**
     * Something was found.
     *
     * @param findings all that counts, in the order found; at least one
     * @param reasons what was not looked at besides; often empty
     */
    record Infected(List<LocatedFinding> findings, List<LocatedReason> reasons) implements Verdict {
        /** Copies the lists. */
        public Infected {
            findings = List.copyOf(findings);
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Nothing was found in what was looked at, but not all of it was.
     *
     * @param reasons why not; at least one
     */
    record Incomplete(List<LocatedReason> reasons) implements Verdict {
        /** Copies the list. */
        public Incomplete {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * The file could not be judged at all: it cannot be read, or no backend that counts answered.
     *
     * @param reasons why not; at least one
     */
    record Failed(List<Reason> reasons) implements Verdict {
        /** Copies the list. */
        public Failed {
            reasons = List.copyOf(reasons);
        }
    }

    /** Every byte was looked at and nothing was found by as many backends as the lineup's rule wants. */
    record Clean() implements Verdict {}
}
