package dev.gatehouse.backend.clamd;

import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Makes outcomes of clamd's answers. Clamd's {@code OK} means "nothing found in what I looked at"; it becomes
 * {@link ScanOutcome.Clean} only where it is known that clamd looked at everything.
 *
 * @param limits what clamd leaves out
 * @param opensContainers whether clamd alone opens what it is given; otherwise every part is given to it
 */
record Judgement(DaemonLimits limits, boolean opensContainers) {

    private static final String LIMIT_ALERT = "Heuristics.Limits.Exceeded";
    private static final String ENCRYPTION_ALERT = "Heuristics.Encrypted.";

    /** What holds nothing that could be beyond a limit or encrypted, but itself. */
    private static final Set<ContentType> LEAVES =
            Set.of(ContentType.BINARY, ContentType.TEXT, ContentType.EMPTY, ContentType.IMAGE, ContentType.JAVA_CLASS);

    /**
     * What the answers for one subject mean.
     *
     * @param replies one, or several after ALLMATCHSCAN
     * @param elapsed how long clamd looked, at most
     */
    ScanOutcome outcome(List<Reply> replies, Subject subject, Duration elapsed) {
        // clamd names a signature once for the bytes as they are and once for each way it normalises them
        Set<Finding> findings = new LinkedHashSet<>();
        List<Reason> reasons = new ArrayList<>();
        for (Reply reply : replies) {
            switch (reply) {
                case Reply.Ok() -> {
                    // what it is worth depends on the limits, below
                }
                case Reply.Found(String name, var metadata)
                when name.startsWith(LIMIT_ALERT) ->
                    reasons.add(new Reason(ReasonCode.BACKEND_LIMIT, "clamd reports " + name));
                case Reply.Found(String name, var metadata)
                when name.startsWith(ENCRYPTION_ALERT) ->
                    reasons.add(new Reason(ReasonCode.ENCRYPTED, "clamd reports " + name));
                case Reply.Found(String name, var metadata) -> findings.add(new Finding(name, List.of(), metadata));
                case Reply.Failure(String text)
                when isLimit(text) -> reasons.add(new Reason(ReasonCode.BACKEND_LIMIT, "clamd answers: " + text));
                case Reply.Failure(String text) -> {
                    return error("clamd answers: " + text);
                }
                case Reply.Unknown(String text) -> {
                    return error("clamd answers what it should not: " + text);
                }
            }
        }
        beyondLimits(subject).ifPresent(reasons::add);
        if (!findings.isEmpty()) {
            return new ScanOutcome.Infected(List.copyOf(findings), reasons);
        }
        if (reasons.isEmpty()) {
            silentlySkipped(subject, elapsed, reasons);
        }
        return reasons.isEmpty() ? new ScanOutcome.Clean() : new ScanOutcome.Incomplete(reasons);
    }

    private static boolean isLimit(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("limit exceeded") || lower.contains("limit reached");
    }

    private static ScanOutcome error(String detail) {
        return new ScanOutcome.Failed(new Reason(ReasonCode.BACKEND_ERROR, detail));
    }

    /** Why clamd would not look at a subject at all, if so. */
    Optional<Reason> beyondLimits(Subject subject) {
        long most = most();
        return subject.size() <= most
                ? Optional.empty()
                : Optional.of(new Reason(
                        ReasonCode.BACKEND_LIMIT,
                        "clamd looks at %d bytes at most (limits: %s), these are %d"
                                .formatted(most, limits.source(), subject.size())));
    }

    /** What the operator should know of the daemon's limits. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        remarks.add("looks at files of up to %d bytes (limits: %s)".formatted(most(), limits.source()));
        if (!limits.known()) {
            remarks.add("its own limits are not known: set daemon-configuration, or max-file-size and the like");
        }
        if (opensContainers && !(limits.alertsOnLimits() && limits.alertsOnEncryption())) {
            remarks.add("does not say what it skips in containers, which are never clean for that:"
                    + " set AlertExceedsMax and AlertEncrypted in clamd.conf, or give: parts");
        }
        return remarks;
    }

    private long most() {
        return Math.min(limits.streamBytes(), Math.min(limits.fileBytes(), limits.scanBytes()));
    }

    private void silentlySkipped(Subject subject, Duration elapsed, List<Reason> reasons) {
        if (!limits.alertsOnLimits() && elapsed.compareTo(limits.scanTime()) >= 0) {
            reasons.add(new Reason(
                    ReasonCode.BACKEND_LIMIT,
                    "clamd took %d ms and stops after %d ms without saying so; set AlertExceedsMax in clamd.conf"
                            .formatted(elapsed.toMillis(), limits.scanTime().toMillis())));
        }
        if (!opensContainers || LEAVES.containsAll(subject.types())) {
            return;
        }
        if (!limits.alertsOnLimits()) {
            reasons.add(new Reason(
                    ReasonCode.BACKEND_LIMIT,
                    "clamd does not say what it skipped in containers: set AlertExceedsMax in clamd.conf" + " (limits: "
                            + limits.source() + "), or give it parts"));
        }
        if (!limits.alertsOnEncryption()) {
            reasons.add(new Reason(
                    ReasonCode.ENCRYPTED,
                    "clamd does not say whether parts are encrypted: set AlertEncrypted in clamd.conf" + " (limits: "
                            + limits.source() + "), or give it parts"));
        }
    }
}
