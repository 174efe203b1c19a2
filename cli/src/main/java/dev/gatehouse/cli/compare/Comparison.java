package dev.gatehouse.cli.compare;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a whole comparison came to.
 *
 * @param corpus the files and folders that were named
 * @param begun when it began
 * @param took how long it took, everything included
 * @param machine what it ran on, in a line
 * @param engines what each engine came to, in the order named
 * @param bytes the size of all files that were compared
 * @param all how often all engines agreed
 * @param pairs how often each two of them agreed
 * @param unread how many places could not be read
 * @param leftOut how many places were left out by design: links, special files, what patterns exclude
 * @param interrupted whether it was ended before its end
 */
public record Comparison(
        List<String> corpus,
        Instant begun,
        Duration took,
        String machine,
        List<EngineResult> engines,
        long bytes,
        AllCount all,
        List<PairCount> pairs,
        long unread,
        long leftOut,
        boolean interrupted) {

    /** Copies the lists. */
    public Comparison {
        corpus = List.copyOf(corpus);
        engines = List.copyOf(engines);
        pairs = List.copyOf(pairs);
    }

    /** How many files every engine was asked about. */
    public long files() {
        return all.files();
    }

    /** Whether something went wrong, so that what is said of agreement is not the whole truth. */
    public boolean troubled() {
        return unread > 0 || interrupted || all.failed() > 0;
    }
}
