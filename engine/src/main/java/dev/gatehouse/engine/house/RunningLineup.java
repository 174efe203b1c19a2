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
import java.util.function.Consumer;

/** The lineup of a run, which changes when an approval ends while it lasts. */
public final class RunningLineup implements AutoCloseable {

    private final Installation installation;
    private final List<LineupEntry> entries;
    private final LineupExchange exchange;
    private final Optional<ApprovalWatch> watch;

    private RunningLineup(
            Installation installation,
            List<LineupEntry> entries,
            LineupExchange exchange,
            Optional<ApprovalWatch> watch) {
        this.installation = installation;
        this.entries = entries;
        this.exchange = exchange;
        this.watch = watch;
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
        Optional<ApprovalWatch> watch = installation
                .guarded()
                .map(guarded ->
                        new ApprovalWatch(exchange, entries, policy, guarded, notice -> warn.accept(notice.message())));
        watch.ifPresent(ApprovalWatch::look);
        watch.ifPresent(ApprovalWatch::start);
        return new RunningLineup(installation, entries, exchange, watch);
    }

    /** Holds the lineup that scans now, for those who scan; nobody else may exchange or close it. */
    public LineupExchange exchange() {
        return exchange;
    }

    /** The lineup that scans now. */
    public Lineup lineup() {
        return exchange.lineup();
    }

    /** The list that says who may scan; nothing when everybody may. */
    public Optional<Approvals> approvals() {
        return installation.approvals();
    }

    /** What covers each backend that is open, by its name; empty when everybody may scan. */
    public Map<String, Covered> covered() {
        Map<String, Covered> covered = new HashMap<>();
        for (Seat seat : lineup().seats()) {
            for (LineupEntry entry : entries) {
                if (entry.configuration().name().equals(seat.name())
                        && seat.vacancy().isEmpty()) {
                    installation
                            .approval(entry, seat.backend().identity())
                            .ifPresent(standing -> covered.put(seat.name(), standing));
                }
            }
        }
        return covered;
    }

    /** Closes every backend, and waits for it. */
    @Override
    public void close() {
        watch.ifPresent(ApprovalWatch::close);
        exchange.close();
        exchange.closed().join();
    }
}
