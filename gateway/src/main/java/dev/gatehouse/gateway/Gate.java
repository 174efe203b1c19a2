package dev.gatehouse.gateway;

import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupExchange;
import dev.gatehouse.engine.ScanPool;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Scanner;
import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.engine.house.House;
import dev.gatehouse.engine.house.HouseListener;
import dev.gatehouse.engine.house.InstallationException;
import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The gate for programs in Java: what is handed in is scanned by the lineup of the moment, within bounds on how much is
 * taken at a time. Shared by any number of threads, virtual ones too.
 */
public final class Gate implements AutoCloseable {

    private static final int PIECE_BYTES = 64 << 10;

    private final LineupExchange lineups;
    private final GateSettings settings;
    private final Admission admission;
    private final ScanPool pool;
    private final Optional<House> house;
    private final Scanner allMatches;

    /** A gate over an exchange of lineups, which stays its owner's to change and to close. */
    public Gate(LineupExchange lineups, GateSettings settings) {
        this(lineups, settings, Optional.empty());
    }

    private Gate(LineupExchange lineups, GateSettings settings, Optional<House> house) {
        this.house = house;
        this.lineups = lineups;
        this.settings = settings;
        this.admission = new Admission(settings.places(), settings.bytesInFlight(), settings.queueTime());
        this.pool = new ScanPool(new Scanner(lineups, settings.scanner()), settings.threads());
        this.allMatches = new Scanner(lineups, settings.scanner().withAllMatches(true));
    }

    /**
     * A gate as it is configured, with all that is of it: the lineup, approvals, plugins, limits, the usual signatures, and
     * of {@code gateway:} how much it takes at a time. It follows its configuration: when that, signatures or approvals
     * change on the disk, another lineup scans a few seconds later ({@code reload-check}), and no scan is dropped for it.
     *
     * @param configuration a {@code gatehouse.yaml}
     * @param listener is told what an operator should know
     * @throws InstallationException if anything is wrong with what is configured
     */
    public static Gate open(Path configuration, HouseListener listener) throws InstallationException {
        House house = House.open(Optional.of(configuration), listener);
        boolean opened = false;
        try {
            GateSettings settings =
                    GateReader.read(house.configuration(), house.running().lineup());
            Duration reloadCheck = GateReader.reloadCheck(house.configuration());
            if (!reloadCheck.isZero()) {
                house.follow(reloadCheck);
            }
            Gate gate = new Gate(house.running().exchange(), settings, Optional.of(house));
            opened = true;
            return gate;
        } catch (ConfigurationException e) {
            throw new InstallationException(e);
        } finally {
            if (!opened) {
                house.close();
            }
        }
    }

    /**
     * Scans a file.
     *
     * @param deadline ends the scan before its own limit of time does
     * @throws BusyException if there was no place for as long as one waits
     */
    public ScanReport scan(Path file, Deadline deadline) throws BusyException, InterruptedException {
        try (Admission.Pass _ = admission.enter()) {
            return outcome(pool.submit(file, deadline));
        }
    }

    /**
     * Scans what a stream gives, up to its end. The stream is read by the calling thread and not closed.
     *
     * @param name what the report calls it
     * @param deadline ends the scan before its own limit of time does
     * @throws BusyException if there was no place, or no room, for as long as one waits
     * @throws IOException if the stream cannot be read or its bytes cannot be kept
     */
    public ScanReport scan(String name, InputStream stream, Deadline deadline)
            throws BusyException, InterruptedException, IOException {
        try (Arrival arrival = arrival()) {
            byte[] piece = new byte[PIECE_BYTES];
            for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
                arrival.add(piece, 0, count);
            }
            return outcome(arrival.scan(name, deadline));
        }
    }

    /**
     * Scans what a channel gives, up to its end. The channel is read by the calling thread and not closed.
     *
     * @param name what the report calls it
     * @param deadline ends the scan before its own limit of time does
     * @throws BusyException if there was no place, or no room, for as long as one waits
     * @throws IOException if the channel cannot be read or its bytes cannot be kept
     */
    public ScanReport scan(String name, ReadableByteChannel channel, Deadline deadline)
            throws BusyException, InterruptedException, IOException {
        return scan(name, Channels.newInputStream(channel), deadline);
    }

    /**
     * Scans a file on a thread of the gate's own. The future fails with what {@link #scan(Path, Deadline)} throws.
     *
     * @param deadline ends the scan before its own limit of time does
     */
    public CompletableFuture<ScanReport> submit(Path file, Deadline deadline) {
        return later(() -> scan(file, deadline));
    }

    /**
     * Scans a file for everything that matches, however the gate is set, on a thread of the gate's own. The future fails
     * with what {@link #scan(Path, Deadline)} throws.
     *
     * @param deadline ends the scan before its own limit of time does
     */
    public CompletableFuture<ScanReport> submitAllMatches(Path file, Deadline deadline) {
        return later(() -> {
            try (Admission.Pass _ = admission.enter()) {
                return outcome(pool.submit(allMatches, file, deadline));
            }
        });
    }

    /**
     * Scans what a stream gives on a thread of the gate's own, which reads it and does not close it. The future fails
     * with what {@link #scan(String, InputStream, Deadline)} throws.
     *
     * @param name what the report calls it
     * @param deadline ends the scan before its own limit of time does
     */
    public CompletableFuture<ScanReport> submit(String name, InputStream stream, Deadline deadline) {
        return later(() -> scan(name, stream, deadline));
    }

    /**
     * A place for a message that arrives piece by piece.
     *
     * @throws BusyException if none was free for as long as one waits
     */
    public Arrival arrival() throws BusyException, InterruptedException {
        return new Arrival(pool, admission.enter(), settings.scanner().temporaryFolder());
    }

    /** The lineup that scans now. */
    public Lineup lineup() {
        return lineups.lineup();
    }

    /** How it is set. */
    public GateSettings settings() {
        return settings;
    }

    /** How much is within at this moment. */
    public Load load() {
        return new Load(admission.inside(), admission.waiting(), admission.bytes(), pool.abandoned());
    }

    /**
     * How much is within a gate.
     *
     * @param messages how many have a place
     * @param waiting how many wait for a place or for room
     * @param bytes how many bytes of messages are kept
     * @param abandoned how many scans so far did not end with their deadline and were left to themselves
     */
    public record Load(int messages, int waiting, long bytes, int abandoned) {}

    /** Takes no more and waits for the scans under way; a gate that opened its lineup closes it. */
    @Override
    public void close() {
        pool.close();
        house.ifPresent(House::close);
    }

    private static ScanReport outcome(CompletableFuture<ScanReport> scan) {
        return scan.join(); // a scan ends by its own limit of time, and throws for faults of the house's own alone
    }

    private static CompletableFuture<ScanReport> later(Scan scan) {
        CompletableFuture<ScanReport> future = new CompletableFuture<>();
        Thread.ofVirtual().name("gate").start(() -> {
            try {
                future.complete(scan.run());
            } catch (CompletionException e) {
                future.completeExceptionally(e.getCause() == null ? e : e.getCause());
            } catch (BusyException | InterruptedException | IOException | RuntimeException | Error e) {
                future.completeExceptionally(e);
            }
        });
        return future;
    }

    @FunctionalInterface
    private interface Scan {
        ScanReport run() throws BusyException, InterruptedException, IOException;
    }
}
