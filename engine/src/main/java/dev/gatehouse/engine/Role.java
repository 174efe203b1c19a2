package dev.gatehouse.engine;

/** What a backend's word is worth in a lineup. */
public enum Role {
    /** Counts; the one that the operator relies on. */
    PRIMARY(true),
    /** Counts as much as the primary. */
    SECOND(true),
    /** Scans and is compared, but never changes a verdict. */
    SHADOW(false),
    /** Rests while those that count are well; takes the place of one that is out, and counts then. */
    STANDBY(false);

    private final boolean counts;

    Role(boolean counts) {
        this.counts = counts;
    }

    /** Whether findings and failures of a backend in this role change verdicts by themselves. */
    public boolean counts() {
        return counts;
    }
}
