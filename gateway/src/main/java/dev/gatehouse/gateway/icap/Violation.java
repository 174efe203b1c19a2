package dev.gatehouse.gateway.icap;

import dev.gatehouse.engine.LocatedFinding;
import dev.gatehouse.engine.LocatedReason;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.gateway.policy.Concern;
import dev.gatehouse.spi.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that the headers of an answer tell.
 *
 * @param concern what kind it is
 * @param part where it is: the names of the parts, outermost first; empty for the whole
 * @param name what was found, or why something was not looked at
 * @param detail more words for a person; often empty
 */
record Violation(Concern concern, List<String> part, String name, String detail) {

    Violation {
        part = List.copyOf(part);
    }

    /** All of a report, findings first. */
    static List<Violation> of(ScanReport report) {
        List<Violation> all = new ArrayList<>();
        switch (report.verdict()) {
            case Verdict.Clean _ -> {}
            case Verdict.Infected(List<LocatedFinding> findings, List<LocatedReason> reasons) -> {
                for (LocatedFinding found : findings) {
                    all.add(new Violation(
                            Concern.INFECTED, found.path(), found.finding().name(), ""));
                }
                reasons.forEach(located -> all.add(of(located.path(), located.reason())));
            }
            case Verdict.Incomplete(List<LocatedReason> reasons) ->
                reasons.forEach(located -> all.add(of(located.path(), located.reason())));
            case Verdict.Failed(List<Reason> reasons) -> {
                // a failure that only names a limit, say, is a failure as well
                reasons.forEach(reason -> all.add(
                        new Violation(Concern.FAILED, List.of(), reason.code().id(), reason.detail())));
            }
        }
        return all;
    }

    private static Violation of(List<String> part, Reason reason) {
        return new Violation(Concern.of(reason.code()), part, reason.code().id(), reason.detail());
    }

    /** A concern of no report's. */
    static Violation of(Concern concern, String detail) {
        return new Violation(concern, List.of(), concern.id(), detail);
    }

    /** Its number in {@code X-Infection-Found}: 0 is malware, 2 a container that cannot be opened, 1 any other rule. */
    int type() {
        return switch (concern) {
            case INFECTED -> 0;
            case ENCRYPTED, LIMIT, INCOMPLETE -> 2;
            case FAILED, BUSY -> 1;
        };
    }
}
