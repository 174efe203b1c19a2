package dev.gatehouse.engine;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.Spill;
import dev.gatehouse.engine.type.ContentDetector;
import dev.gatehouse.engine.type.ContentTypes;
import dev.gatehouse.engine.unpack.Unpackers;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Deadline;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Sends files through a lineup and tells what came of each. Shared by any number of threads; each call scans on the
 * thread that makes it. Whatever a file holds or does, a call returns a report: it throws for programming errors alone.
 *
 * <p>A scan ends within 100 ms of its deadline or its cancellation as long as parsers and backends keep their part of
 * the contract. One that does not is beyond what a thread can end: where that matters, scan through a {@link ScanPool}.
 */
public final class Scanner {

    private final LineupExchange lineups;
    private final Terms terms;

    /** A scanner that knows and opens all formats that the engine does. The lineup stays its owner's to close. */
    public Scanner(Lineup lineup, ScannerOptions options) {
        this(LineupExchange.only(lineup), options);
    }

    /** A scanner that takes the lineup of each scan from an exchange, which stays its owner's to close. */
    public Scanner(LineupExchange lineups, ScannerOptions options) {
        this(lineups, new ContentTypes(), Unpackers.standard(), options);
    }

    /**
     * A scanner that opens nothing: each file goes to the backends as it is, and what they say of it is all that is said.
     * To be used with backends that open files themselves, when they are to be judged by that alone.
     */
    public static Scanner ofWholeFiles(Lineup lineup, ScannerOptions options) {
        return new Scanner(LineupExchange.only(lineup), new ContentTypes(), Unpackers.none(), options);
    }

    /** A scanner with other eyes and hands. */
    public Scanner(LineupExchange lineups, ContentDetector detector, Unpackers unpackers, ScannerOptions options) {
        this.lineups = lineups;
        Optional<VerdictCache> cache =
                options.cacheBytes() == 0 ? Optional.empty() : Optional.of(new VerdictCache(options.cacheBytes()));
        ThreadLocal<Spill> spills = ThreadLocal.withInitial(() -> new Spill(options.temporaryFolder()));
        this.terms = new Terms(detector, unpackers, options, cache, spills);
    }

    /** Scans a file with no deadline but its own limit. */
    public ScanReport scan(Path file) {
        return scan(file, Deadline.none());
    }

    /**
     * Scans a file.
     *
     * @param outer ends the scan before its own limit of time does
     */
    public ScanReport scan(Path file, Deadline outer) {
        return scan(file, Set.of(), outer);
    }

    /**
     * Scans a file of which more is known than its bytes show.
     *
     * @param declared what it is to be opened as, besides what its bytes can be read as: a mail gateway knows that it
     *     holds a {@link ContentType#MAIL}, whatever stands at its beginning
     * @param outer ends the scan before its own limit of time does
     */
    public ScanReport scan(Path file, Set<ContentType> declared, Deadline outer) {
        return begin(file.toString(), declared, outer).file(file);
    }

    /**
     * Scans what a stream gives, up to its end. The stream is not closed.
     *
     * @param name what the report calls it
     * @param outer ends the scan before its own limit of time does
     */
    public ScanReport scan(String name, InputStream stream, Deadline outer) {
        return scan(name, stream, Set.of(), outer);
    }

    /**
     * Scans what a stream gives, of which more is known than its bytes show. The stream is not closed.
     *
     * @param name what the report calls it
     * @param declared what it is to be opened as, besides what its bytes can be read as
     * @param outer ends the scan before its own limit of time does
     */
    public ScanReport scan(String name, InputStream stream, Set<ContentType> declared, Deadline outer) {
        return begin(name, declared, outer).stream(stream);
    }

    /**
     * Scans a content, which stays the caller's to close.
     *
     * @param name what the report calls it
     * @param outer ends the scan before its own limit of time does
     */
    public ScanReport scan(String name, Content content, Deadline outer) {
        return scan(name, content, Set.of(), outer);
    }

    /**
     * Scans a content of which more is known than its bytes show. It stays the caller's to close.
     *
     * @param name what the report calls it
     * @param declared what it is to be opened as, besides what its bytes can be read as
     * @param outer ends the scan before its own limit of time does
     */
    public ScanReport scan(String name, Content content, Set<ContentType> declared, Deadline outer) {
        return begin(name, declared, outer).content(content);
    }

    /** The lineup that scans now. */
    public Lineup lineup() {
        return lineups.lineup();
    }

    FileScan begin(String name, Set<ContentType> declared, Deadline outer) {
        return new FileScan(terms, lineups.lease(), name, declared, outer);
    }
}
