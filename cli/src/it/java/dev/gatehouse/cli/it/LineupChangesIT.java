package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.BackendReport;
import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.LineupExchange;
import dev.gatehouse.engine.LineupPolicy;
import dev.gatehouse.engine.LocatedFinding;
import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.ScanPool;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Scanner;
import dev.gatehouse.engine.ScannerOptions;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.peers.ClamdPeer;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Deadline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred lineups follow one another while files are scanned, real backends in them: every scan has one outcome, of one
 * of them. The system property {@code gatehouse.lineup.scans} sets the number of files.
 */
@Timeout(180)
class LineupChangesIT {

    private static final int CHANGES = 100;
    private static final int SCANS = Integer.getInteger("gatehouse.lineup.scans", 20_000);
    private static final int THREADS = 16;
    private static final int SCANS_OF_ONE = SCANS / CHANGES;

    /** How many scans are under way or wait: enough that none of the threads rests, and few enough that all lineups scan. */
    private static final int AHEAD = Math.max(2 * THREADS, SCANS_OF_ONE);

    @TempDir
    static Path folder;

    private static ClamdPeer clamd;

    private final WitnessProvider witnesses = new WitnessProvider();
    private final List<Bookkeeper> installed = ServiceLoader.load(BackendProvider.class).stream()
            .map(provider -> new Bookkeeper(provider.get()))
            .toList();
    private final Map<Long, List<Guest>> guests = new ConcurrentHashMap<>();

    @BeforeAll
    static void startClamd() throws Exception {
        clamd = ClamdPeer.start(Files.createDirectory(folder.resolve("clamd")), Map.of());
    }

    @AfterAll
    static void stopClamd() {
        clamd.close();
    }

    @Test
    void everyScanHasOneOutcomeOfOneLineup() throws Exception {
        List<CompletableFuture<ScanReport>> reports = new ArrayList<>();
        List<CompletableFuture<Void>> closings = new ArrayList<>();
        ScannerOptions options = ScannerOptions.defaults().withAllMatches(true);
        try (LineupExchange exchange = new LineupExchange(lineup(1));
                ScanPool pool = new ScanPool(new Scanner(exchange, options), THREADS)) {
            CompletableFuture<Lineup> next = opening(2);
            for (int i = 0; i < SCANS; i++) {
                if (i % SCANS_OF_ONE == SCANS_OF_ONE / 2) {
                    closings.add(exchange.exchange(next.join()));
                    if (closings.size() < CHANGES) {
                        next = opening(2 + closings.size());
                    }
                }
                if (i >= AHEAD) {
                    reports.get(i - AHEAD).join();
                }
                reports.add(pool.submit("file-" + i, new ByteArrayInputStream(file(i)), Deadline.none()));
            }
        }

        assertThat(closings).hasSize(CHANGES);
        for (int i = 0; i < SCANS; i++) {
            check(i, reports.get(i).join());
        }
        assertThat(reports.stream().map(report -> report.join().generation()).distinct())
                .as("lineups that judged files")
                .hasSizeGreaterThan(CHANGES - CHANGES / 10);
        closings.forEach(CompletableFuture::join);
        witnesses.awaitAllClosed();
        assertThat(witnesses.askedAfterClose()).isZero();
        assertBooksAreClosed();
    }

    /** Every backend was asked, by nobody once it was closed, and closed when its last scan had ended. */
    private void assertBooksAreClosed() throws InterruptedException, TimeoutException {
        List<Bookkeeper> busy =
                installed.stream().filter(each -> each.opened() > 0).toList();
        assertThat(busy)
                .extracting(Bookkeeper::type)
                .containsExactlyInAnyOrder("builtin", "yara", "clamd", "contained", "command");
        for (Bookkeeper each : busy) {
            each.awaitAllClosed();
            assertThat(each.scans()).as("%s: scans", each.type()).isPositive();
            assertThat(each.askedLate())
                    .as("%s: asked after it was closed", each.type())
                    .isZero();
            assertThat(each.closedEarly())
                    .as("%s: closed while it scanned", each.type())
                    .isZero();
        }
    }

    private void check(int i, ScanReport report) {
        assertThat(report.path()).isEqualTo("file-" + i);
        List<Guest> present = Objects.requireNonNull(guests.get(report.generation()));
        if (i % 4 == 0) {
            assertThat(report.verdict()).isEqualTo(new Verdict.Clean());
        } else {
            assertThat(report.verdict()).isInstanceOfSatisfying(Verdict.Infected.class, infected -> {
                assertThat(infected.reasons()).isEmpty();
                checkFindings(infected.findings(), report.generation(), present);
            });
        }
        assertThat(report.backends())
                .filteredOn(backend -> backend.name().endsWith("witness"))
                .hasSize(2)
                .allSatisfy(backend -> assertThat(backend.identity().signatureVersion())
                        .isEqualTo(Long.toString(report.generation())));
        assertThat(report.backends())
                .filteredOn(backend -> !backend.name().endsWith("witness"))
                .extracting(BackendReport::name)
                .containsExactlyInAnyOrderElementsOf(
                        present.stream().map(Guest::name).toList());
        assertThat(report.backends())
                .extracting(BackendReport::outcome)
                .doesNotContain(
                        BackendReport.Outcome.FAILED, BackendReport.Outcome.INCOMPLETE, BackendReport.Outcome.ABSENT);
    }

    /** Everybody of this lineup has found something, nobody of another has, and nobody what only another knows. */
    private static void checkFindings(List<LocatedFinding> findings, long generation, List<Guest> present) {
        assertThat(findings)
                .filteredOn(found -> found.backend().endsWith("witness"))
                .allSatisfy(found -> assertThat(found.finding().name()).isEqualTo("Generation-" + generation));
        List<String> expected = new ArrayList<>(List.of("witness", "remote-witness"));
        present.forEach(guest -> expected.add(guest.name()));
        assertThat(findings.stream().map(LocatedFinding::backend).distinct())
                .containsExactlyInAnyOrderElementsOf(expected);
        for (Guest guest : present) {
            assertThat(findings.stream()
                            .filter(found -> found.backend().equals(guest.name()))
                            .map(found -> found.finding().name())
                            .filter(name -> name.startsWith(Guest.OWN))
                            .distinct())
                    .containsExactlyElementsOf(guest.ownName().stream().toList());
        }
    }

    /** Every fourth is clean; of the others, some come again and again, as the cache likes it, and some are a zip. */
    private static byte[] file(int i) throws Exception {
        if (i % 4 == 0) {
            return ("clean " + i % 400).getBytes(StandardCharsets.US_ASCII);
        }
        if (i % 4 == 3) {
            ByteArrayOutputStream marked = new ByteArrayOutputStream();
            marked.writeBytes((Witness.MARK + i).getBytes(StandardCharsets.US_ASCII));
            return Samples.zip(Map.of("eicar.com", Samples.eicar(), "mark", marked.toByteArray()));
        }
        return Samples.zip(Map.of(
                "eicar.com", Samples.eicar(), "mark", (Witness.MARK + i % 40).getBytes(StandardCharsets.US_ASCII)));
    }

    /** As an operator's process does it: the next lineup is opened while the last one scans. */
    private CompletableFuture<Lineup> opening(int generation) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return lineup(generation);
            } catch (BackendUnavailableException | IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    private Lineup lineup(int generation) throws BackendUnavailableException, IOException {
        List<LineupEntry> entries = new ArrayList<>();
        entries.add(witness("witness", generation, false));
        entries.add(witness("remote-witness", generation, true));
        List<Guest> present = Guest.of(generation, folder, clamd);
        guests.put((long) generation, present);
        present.forEach(guest -> entries.add(guest.entry()));
        if (generation % 2 == 0) {
            entries.add(entries.removeFirst());
        }
        List<BackendProvider> providers = new ArrayList<>(installed);
        providers.add(witnesses);
        Lineup lineup = Lineup.open(generation, entries, providers, LineupPolicy.DEFAULT);
        assertThat(lineup.warnings()).isEmpty();
        return lineup;
    }

    private static LineupEntry witness(String name, int generation, boolean remote) {
        return new LineupEntry(
                "witness",
                Role.PRIMARY,
                new BackendConfiguration(
                        name,
                        Map.of(
                                "generation", List.of(Integer.toString(generation)),
                                "remote", List.of(Boolean.toString(remote)))));
    }
}
