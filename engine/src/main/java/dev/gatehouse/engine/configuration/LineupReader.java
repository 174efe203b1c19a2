package dev.gatehouse.engine.configuration;

import dev.gatehouse.engine.BreakerPolicy;
import dev.gatehouse.engine.FailurePolicy;
import dev.gatehouse.engine.LineupPolicy;
import dev.gatehouse.engine.Staleness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code lineup:}. */
final class LineupReader {

    private static final List<String> KEYS = List.of(
            "rule", "on-failure", "hold", "stale-after", "refuse-after", "break-after", "retry-after", "retry-at-most");

    private LineupReader() {}

    static LineupPolicy read(Setting section) throws ConfigurationException {
        LineupPolicy policy = LineupPolicy.DEFAULT;
        Optional<Duration> staleAfter = Optional.empty();
        Optional<Duration> refuseAfter = Optional.empty();
        int failures = BreakerPolicy.DEFAULT.failures();
        Duration firstPause = BreakerPolicy.DEFAULT.firstPause();
        Optional<Duration> longestPause = Optional.empty();
        for (Setting setting : section.settings()) {
            switch (setting.key()) {
                case "rule" -> policy = policy.withRule(setting.as(Rules::of));
                case "on-failure" -> policy = policy.withOnFailure(onFailure(setting));
                case "hold" -> policy = policy.withHold(time(setting));
                case "stale-after" -> staleAfter = Optional.of(positive(setting));
                case "refuse-after" -> refuseAfter = Optional.of(positive(setting));
                case "break-after" -> failures = (int) Math.min(Integer.MAX_VALUE, setting.number(1));
                case "retry-after" -> firstPause = positive(setting);
                case "retry-at-most" -> longestPause = Optional.of(positive(setting));
                default -> throw setting.unknown("lineup", KEYS);
            }
        }
        Duration longest = longestPause.orElse(
                firstPause.compareTo(BreakerPolicy.DEFAULT.longestPause()) > 0
                        ? firstPause
                        : BreakerPolicy.DEFAULT.longestPause());
        try {
            return policy.withStaleness(new Staleness(staleAfter, refuseAfter))
                    .withBreaker(new BreakerPolicy(failures, firstPause, longest));
        } catch (IllegalArgumentException e) {
            throw section.wrong("lineup: stale-after must not be longer than refuse-after, nor retry-after than"
                    + " retry-at-most");
        }
    }

    private static FailurePolicy onFailure(Setting setting) throws ConfigurationException {
        return switch (setting.text()) {
            case "fail-over" -> FailurePolicy.FAIL_OVER;
            case "hold" -> FailurePolicy.HOLD;
            case "refuse" -> FailurePolicy.REFUSE;
            default ->
                throw setting.wrong("on-failure must be fail-over, hold or refuse, not '" + setting.text() + "'");
        };
    }

    private static Duration time(Setting setting) throws ConfigurationException {
        return setting.as(Span::of).time();
    }

    private static Duration positive(Setting setting) throws ConfigurationException {
        Duration time = time(setting);
        if (time.isZero()) {
            throw setting.wrong(setting.key() + " must be longer than nothing: leave it out for no bound");
        }
        return time;
    }
}
