package dev.gatehouse.benchmarks.adversarial;

/** Kinds of adversarial input, and what in a matcher each one attacks. */
public enum Attack {
    /** Nothing but zeros: any pattern that holds a run of zeros is tried at every position. */
    ZEROS("filters and tables that know grams of zeros"),
    /** One byte repeated: as with zeros, and every position looks like the one before. */
    ONE_BYTE("grams of one byte, and skipping that counts on variety"),
    /** A period of three bytes: all positions fall into three grams, which are tried without end. */
    SHORT_PERIOD("filters that a few hot grams pass at every stride"),
    /** Eleven bytes of one pattern after the other, from anywhere in it. */
    ANCHORS("the filter: as many positions as possible pass it"),
    /** Two to four bytes of one pattern after the other. */
    SHORT_ANCHORS("the classes of short anchors, whose filters are the weakest"),
    /** The four bytes that most patterns share, again and again. */
    SHARED_GRAM("lists of patterns that one gram leads to"),
    /** Longest runs of patterns but for their last byte. */
    PREFIXES("verification that finds the difference at the very end"),
    /** Longest runs of patterns with the middle byte changed. */
    NEAR_MISSES("exact tables: the anchor is there, the pattern is not"),
    /** First parts of patterns with gaps, and never the second. */
    FIRST_HALVES("state that is carried for a part that never comes"),
    /** Last parts of patterns with gaps, and never the first. */
    SECOND_HALVES("parts that are looked up among state in vain"),
    /** One first part without end: the same state again and again. */
    ONE_FIRST_HALF("state of one pattern that grows with every occurrence"),
    /** The parts of patterns with gaps in turn, the gaps filled to be a little too long. */
    DEEP_JUMPS("jumps that are followed to their end in vain"),
    /** Runs around alternatives with another byte in between. */
    ALTERNATIVES("verification that tries every alternative"),
    /** A Windows program with 96 sections that each span the whole file. */
    MANY_SECTIONS("digests of sections and offsets from sections"),
    /** Whole patterns one after the other. */
    MATCHES("what is done for a match");

    private final String target;

    Attack(String target) {
        this.target = target;
    }

    /** What it attacks. */
    public String target() {
        return target;
    }
}
