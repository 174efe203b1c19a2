package dev.gatehouse.gateway.icap;

import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.gateway.policy.Concern;
import dev.gatehouse.gateway.policy.Policy;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What becomes of a message, and why.
 *
 * @param action what is done
 * @param violations what is told of it, what decided first; empty when nothing is wrong
 * @param report the scan's; nothing where nothing was scanned
 */
record Judgement(IcapAction action, List<Violation> violations, Optional<ScanReport> report) {

    Judgement {
        violations = List.copyOf(violations);
    }

    /** There is nothing to look at. */
    static Judgement nothingToScan() {
        return new Judgement(IcapAction.ALLOW, List.of(), Optional.empty());
    }

    /** The body was not taken to its end. */
    static Judgement notTaken(NotTakenException thrown, Policy<IcapAction> policy) {
        Violation violation = Violation.of(thrown.concern(), String.valueOf(thrown.getMessage()));
        return new Judgement(policy.action(thrown.concern()), List.of(violation), Optional.empty());
    }

    /**
     * The body was scanned.
     *
     * @param reports of the body as it came, and of all that it was read as; at least one
     * @param blind what of the message the scans could not see
     */
    static Judgement of(List<ScanReport> reports, List<Violation> blind, Policy<IcapAction> policy) {
        Set<Concern> concerns = EnumSet.noneOf(Concern.class);
        reports.forEach(report -> concerns.addAll(Concern.of(report)));
        blind.forEach(each -> concerns.add(each.concern()));
        IcapAction action = policy.action(concerns);
        List<Violation> all = Stream.concat(
                        reports.stream().flatMap(report -> Violation.of(report).stream()), blind.stream())
                .toList();
        Stream<Violation> decisive = all.stream().filter(each -> decides(each, concerns, action, policy));
        Stream<Violation> others = all.stream().filter(each -> !decides(each, concerns, action, policy));
        return new Judgement(action, Stream.concat(decisive, others).toList(), Optional.of(worst(reports)));
    }

    /** The one that is worth telling: the first in which something was found, or else the first that is not clean. */
    private static ScanReport worst(List<ScanReport> reports) {
        return reports.stream()
                .filter(report -> report.verdict() instanceof Verdict.Infected)
                .findFirst()
                .or(() -> reports.stream()
                        .filter(report -> !(report.verdict() instanceof Verdict.Clean))
                        .findFirst())
                .orElse(reports.getFirst());
    }

    private static boolean decides(
            Violation each, Set<Concern> concerns, IcapAction action, Policy<IcapAction> policy) {
        return concerns.contains(Concern.INFECTED)
                ? each.concern() == Concern.INFECTED
                : policy.action(each.concern()) == action;
    }

    /** The status of an error. */
    Status error() {
        return !violations.isEmpty() && violations.getFirst().concern() == Concern.BUSY
                ? Status.OVERLOADED
                : Status.SERVER_ERROR;
    }

    /** In a few words, for a person. */
    String words() {
        if (violations.isEmpty()) {
            return "nothing was found";
        }
        Violation first = violations.getFirst();
        return first.detail().isEmpty() || first.concern() == Concern.INFECTED
                ? first.name()
                : first.name() + ": " + first.detail();
    }
}
