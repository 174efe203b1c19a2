package dev.gatehouse.spi;

import java.util.List;

/** What one backend says of one subject. {@link Clean} means that it looked at every byte. */
public sealed interface ScanOutcome {

    /** Every byte was looked at and nothing was found. */
    record Clean() implements ScanOutcome {}

    /**
     * Something was found.
     *
     * @param findings what was found; at least one
     * @param reasons what was not looked at besides; often empty
     */
    record Infected(List<Finding> findings, List<Reason> reasons) implements ScanOutcome {
        /** Copies the lists. */
        public Infected {
            findings = List.copyOf(findings);
            reasons = List.copyOf(reasons);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("findings must not be empty");
            }
        }
    }

    /**
     * Nothing was found in what was looked at, but not all of it was.
     *
     * @param reasons why not; at least one
     */
    record Incomplete(List<Reason> reasons) implements ScanOutcome {
        /** Copies the list. */
        public Incomplete {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("reasons must not be empty");
            }
        }
    }

    /**
     * The backend could not judge the subject at all.
     *
     * @param reason why not
     */
    record Failed(Reason reason) implements ScanOutcome {}
}
