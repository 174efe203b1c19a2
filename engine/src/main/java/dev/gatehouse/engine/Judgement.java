package dev.gatehouse.engine;

import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes the verdict on a file of what is known of its parts. */
final class Judgement {

    /** Nothing to say of any part. */
    static final Outcome CLEAN = new Outcome(new Verdict.Clean(), List.of());

    private final Panel panel;
    private final Deque<String> path = new ArrayDeque<>();
    private final List<LocatedFinding> findings = new ArrayList<>();
    private final List<LocatedReason> reasons = new ArrayList<>();
    private long votes;

    private Judgement(Panel panel) {
        this.panel = panel;
    }

    /**
     * What came of a file.
     *
     * @param outvoted what backends that count found, but fewer of them than the rule wants
     */
    record Outcome(Verdict verdict, List<LocatedFinding> outvoted) {}

    /**
     * Judges a file.
     *
     * @param answered whether any backend that counts gave an answer for any part
     */
    static Outcome of(PartReport root, Panel panel, boolean answered) {
        Judgement judgement = new Judgement(panel);
        judgement.collect(root);
        if (!judgement.findings.isEmpty() && panel.convicts(judgement.votes)) {
            return new Outcome(new Verdict.Infected(judgement.findings, judgement.reasons), List.of());
        }
        return new Outcome(judgement.notInfected(answered), List.copyOf(judgement.findings));
    }

    private Verdict notInfected(boolean answered) {
        if (reasons.isEmpty()) {
            return CLEAN.verdict;
        }
        if (answered || ended()) {
            return new Verdict.Incomplete(reasons);
        }
        return new Verdict.Failed(distinctReasons());
    }

    private void collect(PartReport part) {
        if (!part.findings().isEmpty() || !part.reasons().isEmpty()) {
            List<String> here = List.copyOf(path);
            for (BackendFinding finding : part.findings()) {
                if (panel.counts(finding.backend())) {
                    votes |= panel.lineup().bitOf(finding.backend());
                    findings.add(new LocatedFinding(here, finding.backend(), finding.finding()));
                }
            }
            for (Reason reason : part.reasons()) {
                reasons.add(new LocatedReason(here, reason));
            }
        }
        for (PartReport inner : part.parts()) {
            path.addLast(inner.name());
            collect(inner);
            path.removeLast();
        }
    }

    /** Whether the scan was ended from outside, which says nothing of the file. */
    private boolean ended() {
        for (LocatedReason reason : reasons) {
            ReasonCode code = reason.reason().code();
            if (code == ReasonCode.LIMIT_TIME || code == ReasonCode.CANCELLED) {
                return true;
            }
        }
        return false;
    }

    private List<Reason> distinctReasons() {
        Set<Reason> distinct = new LinkedHashSet<>();
        reasons.forEach(reason -> distinct.add(reason.reason()));
        return List.copyOf(distinct);
    }

    /** How many parts there are in the tree. */
    static long countParts(PartReport part) {
        long count = 1;
        for (PartReport inner : part.parts()) {
            count += countParts(inner);
        }
        return count;
    }

    /** How many bytes the parts in the tree have together. */
    static long countBytes(PartReport part) {
        long bytes = part.size();
        for (PartReport inner : part.parts()) {
            bytes += countBytes(inner);
        }
        return bytes;
    }
}
