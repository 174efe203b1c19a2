package dev.gatehouse.engine;

import java.time.Duration;

/**
 * When a backend that fails is taken out, and when it is tried again.
 *
 * @param failures how many failures in a row take it out
 * @param firstPause how long until its health is asked for the first time
 * @param longestPause what the pause, doubled each time that it is not well, never exceeds
 */
public record BreakerPolicy(int failures, Duration firstPause, Duration longestPause) {

    /** Five failures, one second, one minute. */
    public static final BreakerPolicy DEFAULT = new BreakerPolicy(5, Duration.ofSeconds(1), Duration.ofMinutes(1));

    /** Checks the numbers. */
    public BreakerPolicy {
        if (failures < 1) {
            throw new IllegalArgumentException("failures must be at least 1: " + failures);
        }
        if (!firstPause.isPositive() || firstPause.compareTo(longestPause) > 0) {
            throw new IllegalArgumentException("firstPause must be positive and not longer than longestPause: "
                    + firstPause + ", " + longestPause);
        }
    }
}
