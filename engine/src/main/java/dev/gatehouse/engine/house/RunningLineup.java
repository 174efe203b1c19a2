package dev.gatehouse.engine.house;

import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.LineupExchange;
import dev.gatehouse.engine.LineupPolicy;
import dev.gatehouse.engine.Seat;
import dev.gatehouse.engine.approval.ApprovalWatch;
import dev.gatehouse.engine.approval.Approvals;
import dev.gatehouse.engine.approval.Standing.Covered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The lineup of a run, which changes when an approval ends while it lasts, and when its owner renews it. */
public final class RunningLineup implements AutoCloseable {

    private final LineupExchange exchange;
    private final Consumer<String> warn;
    private volatile Terms terms;
    private Optional<ApprovalWatch> watch;

    /** By what the lineup was opened. */
    private record Terms(Installation installation, List<LineupEntry> entries, LineupPolicy policy) {}

    private RunningLineup(LineupExchange exchange, Terms terms, Consumer<String> warn) {
        this.exchange = exchange;
        this.terms = terms;
        this.warn = warn;
        this.watch = watch(terms);
    }

    /**
     * Opens a lineup.
     *
     * @param installation whose it is; stays its owner's to close, after this
     * @param warn is told what the operator must know of approvals, now and later; must not wait
     * @throws InstallationException if it cannot be opened
     */
    public static RunningLineup open(
            Installation installation, List<LineupEntry> entries, LineupPolicy policy, Consumer<String> warn)
            throws InstallationException {
        LineupExchange exchange = new LineupExchange(installation.open(entries, policy));
        return new RunningLineup(exchange, new Terms(installation, List.copyOf(entries), policy), warn);
    }

    private Optional<ApprovalWatch> watch(Terms now) {
        Optional<ApprovalWatch> next = now.installation()
                .guarded()
                .map(guarded -> new ApprovalWatch(
                        exchange, now.entries(), now.policy(), guarded, notice -> warn.accept(notice.message())));
        next.ifPresent(ApprovalWatch::look);
        next.ifPresent(ApprovalWatch::start);
        return next;
    }

    /**
     * Opens another lineup and makes it the one that scans. Scans under way end on the one before.
     *
     * @param installation whose it is; stays its owner's to close, after this
     * @return done when the lineup before is closed, and with it everything of its installation that was in use
     * @throws InstallationException if it cannot be opened; the lineup before scans on
     */
    public synchronized CompletableFuture<Void> renew(
            Installation installation, List<LineupEntry> entries, LineupPolicy policy) throws InstallationException {
        Terms next = new Terms(installation, List.copyOf(entries), policy);
        Lineup opened = installation.open(exchange.lineup().generation() + 1, entries, policy);
        watch.ifPresent(ApprovalWatch::close);
        if (opened.generation() <= exchange.lineup().generation()) {
            // an approval ended in the meantime, and the watch that took its backend out is at rest now
            opened.close();
            opened = openAgain(next);
        }
        CompletableFuture<Void> closed = exchange.exchange(opened);
        terms = next;
        watch = watch(next);
        return closed;
    }

    private Lineup openAgain(Terms next) throws InstallationException {
        try {
            return next.installation().open(exchange.lineup().generation() + 1, next.entries(), next.policy());
        } catch (InstallationException e) {
            watch = watch(terms);
            throw e;
        }
    }

    /** Holds the lineup that scans now, for those who scan; nobody else may exchange or close it. */
    public LineupExchange exchange() {
        return exchange;
    }

    /** The lineup that scans now. */
    public Lineup lineup() {
        return exchange.lineup();
    }

    /** Who shall scan, whether it can or not. */
    public List<LineupEntry> entries() {
        return terms.entries();
    }

    /** The list that says who may scan; nothing when everybody may. */
    public Optional<Approvals> approvals() {
        return terms.installation().approvals();
    }

    /** What covers each backend that is open, by its name; empty when everybody may scan. */
    public Map<String, Covered> covered() {
        Terms now = terms;
        Map<String, Covered> covered = new HashMap<>();
        for (Seat seat : lineup().seats()) {
            for (LineupEntry entry : now.entries()) {
                if (entry.configuration().name().equals(seat.name())
                        && seat.vacancy().isEmpty()) {
                    now.installation()
                            .approval(entry, seat.backend().identity())
                            .ifPresent(standing -> covered.put(seat.name(), standing));
                }
            }
        }
        return covered;
    }

    /** Closes every backend, and waits for it. */
    @Override
    public synchronized void close() {
        watch.ifPresent(ApprovalWatch::close);
        exchange.close();
        exchange.closed().join();
    }
}
