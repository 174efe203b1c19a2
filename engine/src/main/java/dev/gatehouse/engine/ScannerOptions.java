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
 * @param temporaryFolder where large parts are spilled to, in private files
 */
public record ScannerOptions(Limits limits, boolean allMatches, long cacheBytes, Path temporaryFolder) {

    /** 64 MiB. */
    public static final long DEFAULT_CACHE_BYTES = 64L << 20;

    /** Checks that the cache is not negative. */
    public ScannerOptions {
        if (cacheBytes < 0) {
            throw new IllegalArgumentException("cacheBytes must not be negative: " + cacheBytes);
        }
    }

    /** The default limits, the first match, a cache of {@link #DEFAULT_CACHE_BYTES}, the system's temporary folder. */
    public static ScannerOptions defaults() {
        return new ScannerOptions(
                Limits.DEFAULT, false, DEFAULT_CACHE_BYTES, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** These options with other limits. */
    public ScannerOptions withLimits(Limits other) {
        return new ScannerOptions(other, allMatches, cacheBytes, temporaryFolder);
    }

    /** These options with every match, or only the first. */
    public ScannerOptions withAllMatches(boolean wanted) {
        return new ScannerOptions(limits, wanted, cacheBytes, temporaryFolder);
    }

    /** These options with another size of the verdict cache, in bytes; 0 for none. */
    public ScannerOptions withCacheBytes(long bytes) {
        return new ScannerOptions(limits, allMatches, bytes, temporaryFolder);
    }

    /** These options with another folder for spilled parts. */
    public ScannerOptions withTemporaryFolder(Path folder) {
        return new ScannerOptions(limits, allMatches, cacheBytes, folder);
    }
}
