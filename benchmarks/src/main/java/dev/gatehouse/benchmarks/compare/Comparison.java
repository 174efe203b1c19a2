package dev.gatehouse.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs contenders over targets by turns: in each round each of them once, so that what disturbs the machine for a while
 * disturbs all. A first run that took longer than the patience is not repeated.
 */
final class Comparison {

    private final Commands commands;
    private final Stopwatch stopwatch;
    private final Path folder;
    private final int rounds;
    private final double patienceSeconds;

    Comparison(Commands commands, Stopwatch stopwatch, Path folder, int rounds, double patienceSeconds) {
        this.commands = commands;
        this.stopwatch = stopwatch;
        this.folder = folder;
        this.rounds = rounds;
        this.patienceSeconds = patienceSeconds;
    }

    /** All runs with one database. */
    List<Run> run(Database database, List<Contender> contenders, List<Target> targets) throws IOException {
        if (!contenders.contains(Contender.CLAMD)) {
            return run(database, contenders, targets, Optional.empty());
        }
        try (Clamd daemon = Clamd.start(database, folder.resolve("clamd"), stopwatch.prefix())) {
            return run(database, contenders, targets, Optional.of(daemon));
        }
    }

    private List<Run> run(Database database, List<Contender> contenders, List<Target> targets, Optional<Clamd> daemon)
            throws IOException {
        List<Run> runs = new ArrayList<>();
        for (Target target : targets) {
            warm(database, target);
            List<Contender> order = new ArrayList<>(contenders);
            Set<Contender> slow = new HashSet<>();
            for (int round = 0; round < rounds; round++) {
                for (Contender contender : order) {
                    if (!slow.contains(contender)) {
                        Optional<Run> run = once(contender, database, target, daemon);
                        run.filter(each -> each.cost().wallSeconds() > patienceSeconds)
                                .ifPresent(each -> slow.add(contender));
                        run.ifPresent(runs::add);
                    }
                }
                Collections.rotate(order, 1);
            }
        }
        return runs;
    }

    /** Reads the files once, so that the first contender finds them in memory as the others do. */
    private void warm(Database database, Target target) throws IOException {
        Optional<Run> _ = once(Contender.CAT, database, target, Optional.empty());
    }

    private Optional<Run> once(Contender contender, Database database, Target target, Optional<Clamd> daemon)
            throws IOException {
        Optional<List<String>> command = commands.scan(contender, database, target, daemon);
        if (command.isEmpty()) {
            return Optional.empty();
        }
        Cost cost = stopwatch.run(contender, command.get(), contender == Contender.CLAMD ? daemon : Optional.empty());
        System.err.printf(
                "%s, %s, %s: %.2f s wall, %.2f s processor, %d MB%n",
                database.name(),
                target.name(),
                contender.label(),
                cost.wallSeconds(),
                cost.cpuSeconds(),
                cost.peakKilobytes() / 1024);
        return Optional.of(new Run(contender, database, target, cost));
    }
}
