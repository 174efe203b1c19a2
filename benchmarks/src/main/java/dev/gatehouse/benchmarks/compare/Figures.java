package dev.gatehouse.benchmarks.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Medians over runs. */
final class Figures {

    /** What GNU time can tell apart: loading that takes less counts as so much. */
    private static final double RESOLUTION_SECONDS = 0.01;

    private final List<Run> runs;
    private final Target tiny;

    /**
     * Figures of some runs.
     *
     * @param tiny the target of the runs that do little but load
     */
    Figures(List<Run> runs, Target tiny) {
        this.runs = List.copyOf(runs);
        this.tiny = tiny;
    }

    /** How often a contender ran over a target. */
    long count(Contender contender, Database database, Target target) {
        return costs(contender, database, target).size();
    }

    /** The median of wall times in seconds; nothing when it never ran. */
    Optional<Double> wall(Contender contender, Database database, Target target) {
        return median(contender, database, target, Cost::wallSeconds);
    }

    /** The median of processor times in seconds. */
    Optional<Double> cpu(Contender contender, Database database, Target target) {
        return median(contender, database, target, Cost::cpuSeconds);
    }

    /** The median of processor times, less that of loading. */
    Optional<Double> cpuWithoutLoading(Contender contender, Database database, Target target) {
        Optional<Double> loading = cpu(contender, database, tiny);
        return cpu(contender, database, target).map(whole -> Math.max(RESOLUTION_SECONDS, whole - loading.orElse(0.0)));
    }

    /** Bytes a second of processor time, loading left out, in millions. */
    Optional<Double> throughput(Contender contender, Database database, Target target) {
        return cpuWithoutLoading(contender, database, target).map(seconds -> target.bytes() / seconds / 1e6);
    }

    /** The median of the most that was resident, in megabytes of 2^20 bytes. */
    Optional<Double> peak(Contender contender, Database database, Target target) {
        return median(contender, database, target, cost -> cost.peakKilobytes() / 1024.0);
    }

    /** Everything that any run of a contender found. */
    Set<String> detections(Contender contender, Database database, Target target) {
        Set<String> all = new TreeSet<>();
        costs(contender, database, target).forEach(cost -> all.addAll(cost.detections()));
        return all;
    }

    private Optional<Double> median(
            Contender contender, Database database, Target target, ToDoubleFunction<Cost> figure) {
        double[] sorted = costs(contender, database, target).stream()
                .mapToDouble(figure)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return Optional.empty();
        }
        int middle = sorted.length / 2;
        return Optional.of(
                sorted.length % 2 == 1
                        ? sorted[middle]
                        : Arrays.stream(sorted, middle - 1, middle + 1)
                                .average()
                                .orElse(0));
    }

    private List<Cost> costs(Contender contender, Database database, Target target) {
        return runs.stream()
                .filter(run -> run.contender() == contender
                        && run.database().equals(database)
                        && run.target().equals(target))
                .map(Run::cost)
                .toList();
    }
}
