package dev.gatehouse.engine.approval;

import dev.gatehouse.engine.plugin.Admission;
import dev.gatehouse.engine.plugin.Origin;
import dev.gatehouse.spi.BackendProvider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lets through what a list of approvals covers. Immutable; a new list is a new gate. */
public final class ApprovalGate {

    private final Approvals approvals;
    private final InstantSource clock;

    /**
     * A gate for a list.
     *
     * @param clock by which approvals begin and end
     */
    public ApprovalGate(Approvals approvals, InstantSource clock) {
        this.approvals = approvals;
        this.clock = clock;
    }

    /** The list. */
    public Approvals approvals() {
        return approvals;
    }

    /** Keeps the code of plugins from running that no approval pins, or lets in by {@link Pin.Any}, at this time. */
    public Admission admission() {
        return this::refusal;
    }

    private Optional<String> refusal(Origin origin) {
        List<Approval> fitting =
                approvals.entries().stream().filter(each -> pins(each, origin)).toList();
        Instant now = clock.instant();
        if (fitting.isEmpty()) {
            return Optional.of("is not approved: its SHA-256 is " + origin.sha256() + ", which no approval in "
                    + approvals.file() + " pins; have it approved, or remove it");
        }
        return fitting.stream().anyMatch(each -> each.validity().holds(now))
                ? Optional.empty()
                : Optional.of("is not approved now: "
                        + fitting.stream()
                                .map(each -> each.name() + " holds from "
                                        + each.validity().firstly() + " until "
                                        + each.validity().lastly())
                                .collect(Collectors.joining("; ")));
    }

    private static boolean pins(Approval approval, Origin origin) {
        Pin pin = approval.pins().get(Approval.PLUGIN);
        return pin != null
                && switch (pin) {
                    case Pin.Any() -> true;
                    case Pin.Digests(List<String> sha256) -> sha256.contains(origin.sha256());
                };
    }

    /**
     * The same backends, each of which opens only when it is covered.
     *
     * @param providers one of each type
     * @param origins the plugins that some of the types come from
     */
    public GuardedBackends over(List<BackendProvider> providers, Map<String, Origin> origins) {
        return new GuardedBackends(approvals, clock, providers, origins);
    }
}
