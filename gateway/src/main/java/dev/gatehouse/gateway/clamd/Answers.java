package dev.gatehouse.gateway.clamd;

import dev.gatehouse.engine.LocatedFinding;
import dev.gatehouse.engine.LocatedReason;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.gateway.policy.Concern;
import dev.gatehouse.gateway.policy.Policy;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes of what a scan told what the client is told. */
final class Answers {

    private final Policy<ClamdAction> policy;

    Answers(Policy<ClamdAction> policy) {
        this.policy = policy;
    }

    /** The answer to one scan: the first that was found, or what the gravest of its concerns asks for. */
    Answer of(ScanReport report) {
        return switch (report.verdict()) {
            case Verdict.Clean _ -> Answer.OK;
            case Verdict.Infected infected -> found(infected.findings().getFirst());
            case Verdict.Incomplete(List<LocatedReason> reasons) -> unseen(report, reasons);
            case Verdict.Failed(List<Reason> reasons) ->
                unseen(
                        report,
                        reasons.stream()
                                .map(reason -> new LocatedReason(List.of(), reason))
                                .toList());
        };
    }

    /** All that was found, each once; otherwise the one answer. */
    List<Answer> all(ScanReport report) {
        if (report.verdict() instanceof Verdict.Infected infected) {
            return infected.findings().stream().map(Answers::found).distinct().toList();
        }
        return List.of(of(report));
    }

    private static Answer found(LocatedFinding finding) {
        return new Answer(ClamdAction.BLOCK, Line.printable(finding.finding().name()) + " FOUND");
    }

    private Answer unseen(ScanReport report, List<LocatedReason> reasons) {
        ClamdAction gravest = policy.action(Concern.of(report));
        List<Concern> order = new ArrayList<>(List.of(Concern.values()));
        for (Concern concern : order) {
            Optional<LocatedReason> first = reasons.stream()
                    .filter(located -> Concern.of(located.reason().code()) == concern)
                    .findFirst();
            if (first.isPresent() && policy.action(concern) == gravest) {
                return say(
                        gravest,
                        Heuristics.name(first.get(), report.root()),
                        first.get().reason().code().id());
            }
        }
        // a failure whose reasons are all of another kind: it was the policy's word on failures
        return say(gravest, Heuristics.NOT_SCANNED, Concern.FAILED.id());
    }

    /** The gate had no room. */
    Answer busy() {
        return say(policy.action(Concern.BUSY), Heuristics.BUSY, Concern.BUSY.id());
    }

    /** It could not be scanned for a cause of the house's own. */
    Answer failed() {
        return say(policy.action(Concern.FAILED), Heuristics.NOT_SCANNED, Concern.FAILED.id());
    }

    /**
     * A stream was longer than the listener takes. What was not received is never OK, whatever the policy for limits.
     *
     * @return nothing where clamd's own words are to be said
     */
    Optional<Answer> tooLong() {
        ClamdAction action = policy.action(Concern.LIMIT);
        return action.compareTo(ClamdAction.FOUND) < 0
                ? Optional.empty()
                : Optional.of(say(action, Heuristics.STREAM_LENGTH, ReasonCode.LIMIT_BYTES.id()));
    }

    private static Answer say(ClamdAction action, String name, String cause) {
        return switch (action) {
            case OK -> Answer.OK;
            case ERROR -> Answer.error("Not scanned (" + cause + ")");
            case FOUND -> new Answer(action, "Heuristics." + name + " FOUND");
            case BLOCK -> new Answer(action, "Gatehouse." + name + " FOUND");
        };
    }
}
