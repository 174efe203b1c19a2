package dev.gatehouse.cli.compare;

import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.ScanPool;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Scanner;
import dev.gatehouse.engine.ScannerOptions;
import dev.gatehouse.engine.Seat;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Deadline;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An engine that takes part: open, and alone in a lineup of its own, so that what comes back is its word and its time
 * only. One that opens files by itself is given whole files, and Gatehouse opens nothing for it; any other is given the
 * file and every part that Gatehouse takes out of it.
 *
 * <p>No verdict is remembered between files: an engine answers each time.
 */
public final class Contender implements AutoCloseable {

    private final Lineup lineup;
    private final Seat seat;
    private final Duration opening;
    private final BackendIdentity identity;
    private final ScanPool quick;
    private final ScanPool closer;

    /**
     * An engine that was just opened.
     *
     * @param lineup has a single seat; it is closed with this
     * @param opening how long it took to open
     * @param options how files are scanned
     */
    public Contender(Lineup lineup, Duration opening, ScannerOptions options) {
        this.lineup = lineup;
        this.seat = lineup.seats().getFirst();
        this.opening = opening;
        this.identity = seat.backend().identity();
        this.quick = new ScanPool(scanner(options.withCacheBytes(0)), 1);
        this.closer = new ScanPool(scanner(options.withCacheBytes(0).withDigests(true)), 1);
    }

    private Scanner scanner(ScannerOptions options) {
        return seat.everyPart() ? new Scanner(lineup, options) : Scanner.ofWholeFiles(lineup, options);
    }

    /** What the operator calls it. */
    public String name() {
        return seat.name();
    }

    /** Who it was when it was opened. */
    BackendIdentity identity() {
        return identity;
    }

    /** Whether it opens files by itself. */
    boolean opensFiles() {
        return !seat.everyPart();
    }

    /** How long it took to open. */
    Duration opening() {
        return opening;
    }

    /** What it says of a file, and how long that took. */
    Answer ask(Path file, Deadline deadline) {
        return AnswerReader.of(quick.submit(file, deadline).join());
    }

    /** Asks once more, for the digests of the members in which it finds something. */
    Answer lookCloser(Path file, Deadline deadline) {
        ScanReport report = closer.submit(file, deadline).join();
        return AnswerReader.of(report);
    }

    /** Closes the engine. */
    @Override
    public void close() {
        quick.close();
        closer.close();
        lineup.close();
    }
}
