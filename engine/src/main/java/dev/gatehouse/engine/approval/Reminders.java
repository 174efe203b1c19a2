package dev.gatehouse.engine.approval;

import dev.gatehouse.engine.approval.Standing.Covered;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Says 30, 7 and 1 days before an approval ends that it does, once each. Used by one thread at a time. */
final class Reminders {

    private static final long[] DAYS = {1, 7, 30};
    private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

    private final Map<String, Said> said = new HashMap<>();

    /** What was said of a backend last: which end, and how many days ahead. */
    private record Said(Instant until, long days) {}

    Optional<ApprovalNotice> of(String backend, Covered standing, Instant now) {
        long seconds = Duration.between(now, standing.until()).toSeconds();
        for (long days : DAYS) {
            if (seconds <= days * DAY_SECONDS) {
                Said next = new Said(standing.until(), days);
                return next.equals(said.put(backend, next))
                        ? Optional.empty()
                        : Optional.of(new ApprovalNotice.Ending(backend, standing, Math.ceilDiv(seconds, DAY_SECONDS)));
            }
        }
        return Optional.empty();
    }
}
