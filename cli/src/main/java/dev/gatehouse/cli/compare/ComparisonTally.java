package dev.gatehouse.cli.compare;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Counts a comparison. For one thread at a time. */
final class ComparisonTally {

    private final List<String> corpus;
    private final List<Contender> engines;
    private final List<EngineTally> tallies;
    private final List<PairCount> pairs = new ArrayList<>();
    private final Instant begun = Instant.now();
    private final long startNanos = System.nanoTime();
    private AllCount all = AllCount.NONE;
    private long bytes;
    private long unread;
    private long leftOut;

    ComparisonTally(List<String> corpus, List<Contender> engines) {
        this.corpus = List.copyOf(corpus);
        this.engines = List.copyOf(engines);
        this.tallies = engines.stream().map(_ -> new EngineTally()).toList();
        for (int first = 0; first < engines.size(); first++) {
            for (int second = first + 1; second < engines.size(); second++) {
                pairs.add(PairCount.none(first, second));
            }
        }
    }

    void compared(FileComparison file) {
        bytes += file.size();
        all = all.with(file);
        for (int i = 0; i < tallies.size(); i++) {
            tallies.get(i).add(file, file.answers().get(i));
        }
        pairs.replaceAll(pair -> pair.with(
                file.answers().get(pair.first()).standing(),
                file.answers().get(pair.second()).standing()));
    }

    void unread() {
        unread++;
    }

    void leftOut() {
        leftOut++;
    }

    Comparison comparison(boolean interrupted) {
        List<EngineResult> results = new ArrayList<>();
        for (int i = 0; i < engines.size(); i++) {
            results.add(tallies.get(i).of(engines.get(i)));
        }
        return new Comparison(
                corpus,
                begun,
                Duration.ofNanos(System.nanoTime() - startNanos),
                machine(),
                results,
                bytes,
                all,
                pairs,
                unread,
                leftOut,
                interrupted);
    }

    private static String machine() {
        return String.format(
                Locale.ROOT,
                "%s %s, %d processors, Java %s",
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature());
    }
}
