package dev.gatehouse.engine;

import java.time.Duration;

/**
 * How the backends of a lineup work together.
 *
 * @param rule how many of those that count must find something
 * @param onFailure what becomes of a file while one that counts is out
 * @param hold how long a file waits under {@link FailurePolicy#HOLD}, within its own time
 * @param staleness how old signatures may be
 * @param breaker when a backend is taken out, and tried again
 */
public record LineupPolicy(
        CombiningRule rule, FailurePolicy onFailure, Duration hold, Staleness staleness, BreakerPolicy breaker) {

    /** One finding suffices; fail over; signatures of any age. */
    public static final LineupPolicy DEFAULT = new LineupPolicy(
            new CombiningRule.Any(),
            FailurePolicy.FAIL_OVER,
            Duration.ofSeconds(30),
            Staleness.UNBOUNDED,
            BreakerPolicy.DEFAULT);

    /** Checks the bound. */
    public LineupPolicy {
        if (hold.isNegative()) {
            throw new IllegalArgumentException("hold must not be negative: " + hold);
        }
    }

    /** This policy with another rule. */
    public LineupPolicy withRule(CombiningRule other) {
        return new LineupPolicy(other, onFailure, hold, staleness, breaker);
    }

    /** This policy with another way to meet failures. */
    public LineupPolicy withOnFailure(FailurePolicy other) {
        return new LineupPolicy(rule, other, hold, staleness, breaker);
    }

    /** This policy with another bound on waiting. */
    public LineupPolicy withHold(Duration other) {
        return new LineupPolicy(rule, onFailure, other, staleness, breaker);
    }

    /** This policy with other bounds on the age of signatures. */
    public LineupPolicy withStaleness(Staleness other) {
        return new LineupPolicy(rule, onFailure, hold, other, breaker);
    }

    /** This policy with another breaker. */
    public LineupPolicy withBreaker(BreakerPolicy other) {
        return new LineupPolicy(rule, onFailure, hold, staleness, other);
    }
}
