package dev.gatehouse.engine;

import dev.gatehouse.engine.budget.Budget;
import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.FileOnDisk;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attempts to judge one file. Nearly always there is one. When a backend that counts fails on the way, and the
 * lineup's {@linkplain FailurePolicy policy} knows a remedy, the file is judged once more from its beginning, so that
 * each verdict is the word of one panel.
 */
final class Attempts {

    private static final int MOST = 3;

    private final Terms terms;
    private final Lineup lineup;
    private final String name;
    private final Set<ContentType> declared;
    private final Deadline deadline;
    private final long startNanos = System.nanoTime();
    private volatile Attempt current;

    Attempts(Terms terms, Lineup lineup, String name, Set<ContentType> declared, Deadline deadline) {
        this.terms = terms;
        this.lineup = lineup;
        this.name = name;
        this.declared = declared;
        this.deadline = deadline;
        this.current = new Attempt(new Journal(name, declared), null, null);
    }

    /** One attempt; without a panel while none was called together. */
    private record Attempt(
            Journal journal,
            @Nullable Panel panel,
            @Nullable Hearing hearing) {}

    /**
     * Judges a content.
     *
     * @param file where its bytes lie on disk, if they do
     * @param unread why it is not the whole file, if it is not
     */
    ScanReport content(Content content, Optional<FileOnDisk> file, Optional<Reason> unread) {
        long excluded = 0;
        for (int count = 1; ; count++) {
            Panel panel = Holding.panel(lineup, excluded, deadline);
            if (lineup.policy().onFailure() == FailurePolicy.REFUSE
                    && !panel.absences().isEmpty()) {
                return refused(panel);
            }
            Journal journal = count == 1 ? current.journal : new Journal(name, declared);
            Budget budget = new Budget(terms.options().limits(), content.size(), deadline);
            int suffice = terms.options().allMatches() ? Integer.MAX_VALUE : panel.needed();
            ScanState state = new ScanState(journal, deadline, budget, suffice);
            Hearing hearing = new Hearing(panel, state, terms.options().allMatches());
            current = new Attempt(journal, panel, hearing);
            unread.ifPresent(reason -> journal.reason(journal.root(), reason));
            new Descent(terms, panel, state, hearing, file).judge(journal.root(), null, content, Optional.empty());
            PartReport root = journal.end(journal.root());
            long failed = hearing.failed();
            if (failed == 0 || count == MOST || state.suffices() || !remedied(panel, excluded | failed)) {
                return report(root, current);
            }
            excluded |= lineup.policy().onFailure() == FailurePolicy.FAIL_OVER ? failed : 0;
        }
    }

    /** Whether another attempt may come to more. */
    private boolean remedied(Panel panel, long excluded) {
        if (deadline.expired()) {
            return false;
        }
        return switch (lineup.policy().onFailure()) {
            case FAIL_OVER -> panel.hasStandby(excluded);
            case HOLD -> true;
            case REFUSE -> false;
        };
    }

    /** Called by another thread when the scan does not end: all that is known of the file. */
    ScanReport abandon() {
        Attempt last = current;
        return report(last.journal.seal(Budget.over(deadline)), last);
    }

    /** A file that nobody looked at. */
    ScanReport failed(Reason reason) {
        Journal journal = current.journal;
        journal.reason(journal.root(), reason);
        return report(journal.end(journal.root()), current);
    }

    private ScanReport refused(Panel panel) {
        Journal journal = new Journal(name, declared);
        panel.absences().forEach(reason -> journal.reason(journal.root(), reason));
        ScanState state =
                new ScanState(journal, deadline, new Budget(terms.options().limits(), 0, deadline), 1);
        return report(journal.end(journal.root()), new Attempt(journal, panel, new Hearing(panel, state, false)));
    }

    private ScanReport report(PartReport root, Attempt attempt) {
        Journal journal = attempt.journal;
        Judgement.Outcome outcome = journal.noteworthy()
                ? Judgement.of(root, attempt.panel == null ? lineup.convene() : attempt.panel, journal.answered())
                : Judgement.CLEAN;
        return new ScanReport(
                name,
                outcome.verdict(),
                root,
                Judgement.countParts(root),
                Judgement.countBytes(root),
                lineup.generation(),
                Duration.ofNanos(System.nanoTime() - startNanos),
                outcome.outvoted(),
                attempt.hearing == null ? List.of() : attempt.hearing.report());
    }
}
