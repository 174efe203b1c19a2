package dev.gatehouse.engine.approval;

import dev.gatehouse.engine.approval.Standing.Covered;
import dev.gatehouse.engine.approval.Standing.Refusal;
import dev.gatehouse.engine.approval.Standing.Refused;
import dev.gatehouse.spi.BackendIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Holds one backend against a list.
 *
 * @param entries the list
 * @param fitting those entries whose type and pins are the backend's; where some pin it by digest, those alone
 * @param differences what is wrong with the pins of the others of its type
 */
record Coverage(List<Approval> entries, Evidence evidence, List<Approval> fitting, List<String> differences) {

    private static final int NAME_CHARACTERS = 100;

    static Coverage of(List<Approval> entries, Evidence evidence) {
        List<Approval> fitting = new ArrayList<>();
        List<Approval> bound = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        for (Approval approval : entries) {
            if (approval.isFor(evidence.type())) {
                switch (evidence.fit(approval)) {
                    case Evidence.Fit.Fits(boolean byDigest) -> (byDigest ? bound : fitting).add(approval);
                    case Evidence.Fit.Differs(String detail) -> differences.add(detail);
                }
            }
        }
        return new Coverage(entries, evidence, bound.isEmpty() ? fitting : bound, differences);
    }

    /** Why it may not even be opened; nothing when it may. */
    Optional<Refused> refusalBefore(Instant now) {
        if (fitting.isEmpty()) {
            return Optional.of(
                    differences.isEmpty()
                            ? refused(
                                    Refusal.UNCOVERED,
                                    "no approval covers the type " + evidence.type()
                                            + ": have it approved, or take the backend out of the configuration")
                            : refused(Refusal.MISPINNED, String.join("; ", differences)));
        }
        return fitting.stream().anyMatch(each -> each.validity().holds(now))
                ? Optional.empty()
                : Optional.of(outOfTime(fitting, now));
    }

    /** Whether it may scan, now that it told who it is. */
    Standing standing(BackendIdentity identity, Instant now) {
        List<Approval> own =
                fitting.stream().filter(each -> each.isFor(identity)).toList();
        if (own.isEmpty()) {
            return strange(identity);
        }
        List<Approval> versioned = own.stream()
                .filter(each -> each.hasVersion(identity.engineVersion()))
                .toList();
        if (versioned.isEmpty()) {
            return refused(
                    Refusal.OTHER_VERSION,
                    "its version is " + cut(identity.engineVersion()) + ", and approved are "
                            + own.stream()
                                    .map(each -> ranges(each) + " by " + each.name())
                                    .collect(Collectors.joining("; "))
                            + ": have this version approved, or install one that is");
        }
        Optional<Approval> latest = versioned.stream()
                .filter(each -> each.validity().holds(now))
                .max((a, b) -> a.validity().until().compareTo(b.validity().until()));
        return latest.isPresent() ? new Covered(latest.get(), end(versioned, latest.get())) : outOfTime(versioned, now);
    }

    /** When the last of those that follow one another without a gap is over. */
    private static Instant end(List<Approval> all, Approval first) {
        Instant end = first.validity().until();
        boolean more = true;
        while (more) {
            more = false;
            for (Approval next : all) {
                if (!next.validity().early(end) && next.validity().until().isAfter(end)) {
                    end = next.validity().until();
                    more = true;
                }
            }
        }
        return end;
    }

    /** No fitting approval is for who it says it is. */
    private Refused strange(BackendIdentity identity) {
        String who = cut(identity.vendor()) + " " + cut(identity.product()) + " " + cut(identity.engineVersion());
        Optional<Approval> bound = fitting.stream().filter(Approval::pinsBytes).findFirst();
        if (bound.isPresent()) {
            return refused(
                    Refusal.MISPINNED,
                    "what is pinned by " + bound.get().name() + " says of itself that it is " + who
                            + ": one of the two is wrong; ask who gave the approval");
        }
        for (Approval approval : entries) {
            if (approval.isFor(identity)) {
                if (!approval.isFor(evidence.type())) {
                    return refused(
                            Refusal.UNCOVERED,
                            approval.name() + " covers " + who + " as type "
                                    + approval.types().stream().sorted().collect(Collectors.joining(" or "))
                                    + ", and not as " + evidence.type() + ": configure it so, or have it approved");
                }
                if (evidence.fit(approval) instanceof Evidence.Fit.Differs(String detail)) {
                    return refused(Refusal.MISPINNED, detail);
                }
            }
        }
        return refused(
                Refusal.UNCOVERED,
                "it says of itself that it is " + who + ", and no approval names that vendor and product: have it"
                        + " approved, or take the backend out of the configuration");
    }

    private Refused outOfTime(List<Approval> approvals, Instant now) {
        Optional<Approval> next = approvals.stream()
                .filter(each -> each.validity().early(now))
                .min((a, b) -> a.validity()
                        .from()
                        .orElseThrow()
                        .compareTo(b.validity().from().orElseThrow()));
        if (next.isPresent()) {
            return refused(
                    Refusal.NOT_YET_VALID,
                    next.get().name() + " does not hold before "
                            + next.get().validity().firstly() + ": wait until then, or have it approved from today on");
        }
        Approval last = approvals.stream()
                .max((a, b) -> a.validity().until().compareTo(b.validity().until()))
                .orElseThrow();
        return refused(
                Refusal.EXPIRED,
                last.name() + " ended with " + last.validity().lastly()
                        + ": have it renewed, or take the backend out of the configuration");
    }

    private Refused refused(Refusal refusal, String detail) {
        return new Refused(refusal, "backend " + evidence.configuration().name() + " is not approved: " + detail);
    }

    private static String ranges(Approval approval) {
        return approval.versions().stream().map(VersionRange::text).collect(Collectors.joining(" or "));
    }

    /** What a backend says of itself may be of any length. */
    private static String cut(String text) {
        return text.length() <= NAME_CHARACTERS ? text : text.substring(0, NAME_CHARACTERS) + "…";
    }
}
