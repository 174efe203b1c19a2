package dev.gatehouse.gateway.policy;

import dev.gatehouse.engine.LocatedReason;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Why a message may not simply pass. A clean one gives no concern. */
public enum Concern {
    /** Something was found. */
    INFECTED,
    /** Something in it is encrypted, so that nobody could look. */
    ENCRYPTED,
    /** It is larger, deeper or slower than a limit allows. */
    LIMIT,
    /** Something in it could not be looked at for another cause: malformed, truncated, of a format that nobody opens. */
    INCOMPLETE,
    /** It could not be judged: no backend that counts answered, no room, a fault. */
    FAILED,
    /** The gate has as much as it takes at a time. */
    BUSY;

    /** The name in configuration, logs and metrics. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All concerns that a report gives; none when the message is clean. */
    public static Set<Concern> of(ScanReport report) {
        return switch (report.verdict()) {
            case Verdict.Clean _ -> Set.of();
            case Verdict.Infected infected -> {
                Set<Concern> concerns = of(infected.reasons());
                concerns.add(INFECTED);
                yield concerns;
            }
            case Verdict.Incomplete(List<LocatedReason> reasons) -> of(reasons);
            case Verdict.Failed(List<Reason> reasons) -> {
                Set<Concern> concerns = EnumSet.of(FAILED);
                reasons.forEach(reason -> concerns.add(of(reason.code())));
                yield concerns;
            }
        };
    }

    private static Set<Concern> of(List<LocatedReason> reasons) {
        Set<Concern> concerns = EnumSet.noneOf(Concern.class);
        reasons.forEach(located -> concerns.add(of(located.reason().code())));
        return concerns;
    }

    /** The concern of one reason. */
    public static Concern of(ReasonCode code) {
        return switch (code.category()) {
            case CONTENT -> code == ReasonCode.ENCRYPTED ? ENCRYPTED : INCOMPLETE;
            case LIMIT -> LIMIT;
            case BACKEND -> code == ReasonCode.BACKEND_LIMIT ? LIMIT : FAILED;
            case ENVIRONMENT -> FAILED;
        };
    }
}
