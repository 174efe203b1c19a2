package dev.gatehouse.engine;

import dev.gatehouse.engine.budget.Limits;
import java.nio.file.Path;

/**
 * How files are scanned.
 *
 * @param limits what one file may cost
 * @param allMatches whether everything that matches is wanted; otherwise a file's scan ends with the first part in which
 *     something was found
 * @param cacheBytes how much memory the verdicts of identical parts may take, in bytes; 0 for no cache
 * @param digests whether the report tells the SHA-256 of every part, and not only of those that came more than once
 * @param temporaryFolder where large parts are spilled to, in private files
 */
public record ScannerOptions(
        Limits limits, boolean allMatches, long cacheBytes, boolean digests, Path temporaryFolder) {

    /** 64 MiB. */
    public static final long DEFAULT_CACHE_BYTES = 64L << 20;

    /** Checks that the cache is not negative. */
    public ScannerOptions {
        if (cacheBytes < 0) {
            throw new IllegalArgumentException("cacheBytes must not be negative: " + cacheBytes);
        }
    }

    /**
     * The default limits, the first match, a cache of {@link #DEFAULT_CACHE_BYTES}, digests where they are needed, the
     * system's temporary folder.
     */
    public static ScannerOptions defaults() {
        return new ScannerOptions(
                Limits.DEFAULT, false, DEFAULT_CACHE_BYTES, false, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** These options with other limits. */
    public ScannerOptions withLimits(Limits other) {
        return new ScannerOptions(other, allMatches, cacheBytes, digests, temporaryFolder);
    }

    /** These options with every match, or only the first. */
    public ScannerOptions withAllMatches(boolean wanted) {
        return new ScannerOptions(limits, wanted, cacheBytes, digests, temporaryFolder);
    }

    /** These options with another size of the verdict cache, in bytes; 0 for none. */
    public ScannerOptions withCacheBytes(long bytes) {
        return new ScannerOptions(limits, allMatches, bytes, digests, temporaryFolder);
    }

    /** These options with the digest of every part, or only of those for which something needs it. */
    public ScannerOptions withDigests(boolean wanted) {
        return new ScannerOptions(limits, allMatches, cacheBytes, wanted, temporaryFolder);
    }

    /** These options with another folder for spilled parts. */
    public ScannerOptions withTemporaryFolder(Path folder) {
        return new ScannerOptions(limits, allMatches, cacheBytes, digests, folder);
    }
}
