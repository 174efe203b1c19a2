package dev.gatehouse.backend.yara;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One scan of one thing by every set of rules. It can be stopped from another thread, and once it is over no more. */
final class Search {

    private final List<NativeScanner> scanners;
    private final MemorySegment bytes;
    private final long size;
    private final boolean all;
    private @Nullable NativeScanner running;
    private boolean stopped;

    /**
     * A search.
     *
     * @param scanners one a set of rules, in use by nobody else
     * @param bytes what is searched, in memory that cannot vanish
     * @param all whether every rule that matches is wanted
     */
    Search(List<NativeScanner> scanners, MemorySegment bytes, long size, boolean all) {
        this.scanners = scanners;
        this.bytes = bytes;
        this.size = size;
        this.all = all;
    }

    /** Searches for at most so long, and says what came of it. */
    SearchResult run(long nanos) {
        long start = System.nanoTime();
        List<NativeMatches> results = new ArrayList<>(scanners.size());
        for (NativeScanner scanner : scanners) {
            if (!begin(scanner, nanos - (System.nanoTime() - start))) {
                return new SearchResult(results, true, Optional.empty());
            }
            NativeMatches matches;
            try {
                matches = scanner.scan(bytes, size, all);
            } finally {
                end();
            }
            results.add(matches);
            if (matches.status() != YaraStatus.SUCCESS) {
                return new SearchResult(results, isStopped(), scanner.lastErrorRule());
            }
            if (!all && !matches.findings().isEmpty()) {
                break;
            }
        }
        return new SearchResult(results, false, Optional.empty());
    }

    /** Ends the search as soon as libyara looks at its clock. */
    synchronized void stop() {
        stopped = true;
        if (running != null) {
            running.time().expire();
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private synchronized boolean begin(NativeScanner scanner, long nanos) {
        if (stopped) {
            return false;
        }
        scanner.time().limit(nanos);
        running = scanner;
        return true;
    }

    private synchronized void end() {
        running = null;
    }
}
