package dev.gatehouse.signatures.clamav;

/**
 * The functionality level that we speak as. A signature may say for which levels of ClamAV it is meant; those of other
 * levels are skipped. Ours is that of ClamAV 1.4.6, whose formats these readers follow.
 */
final class EngineLevel {

    static final long LEVEL = 216;

    private EngineLevel() {}

    /** Whether a signature whose line gives these bounds is for us. */
    static boolean isWithin(long min, long max) {
        return min <= LEVEL && LEVEL <= max;
    }
}
