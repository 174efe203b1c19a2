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
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Deadline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hundred lineups follow one another while files are scanned: every scan has one outcome, of one of them. */
@Timeout(120)
class LineupChangesIT {

    private static final int CHANGES = 100;
    private static final int SCANS = 20_000;
    private static final int THREADS = 16;

    /**
     * A backend that takes part in every lineup beside the witnesses.
     *
     * @param type its type, which must be installed
     * @param settings its settings
     */
    private record Guest(String type, Map<String, List<String>> settings) {}

    private static final List<Guest> GUESTS = List.of(new Guest("builtin", Map.of()));

    private final WitnessProvider witnesses = new WitnessProvider();

    @Test
    void everyScanHasOneOutcomeOfOneLineup() throws Exception {
        List<CompletableFuture<ScanReport>> reports = new ArrayList<>();
        List<CompletableFuture<Void>> closings = new ArrayList<>();
        ScannerOptions options = ScannerOptions.defaults().withAllMatches(true);
        LineupExchange exchange = new LineupExchange(lineup(1));
        try (ScanPool pool = new ScanPool(new Scanner(exchange, options), THREADS)) {
            for (int i = 0; i < SCANS; i++) {
                if (i % (SCANS / CHANGES) == SCANS / CHANGES / 2) {
                    closings.add(exchange.exchange(lineup(2 + closings.size())));
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
                .hasSizeGreaterThan(CHANGES / 2);
        closings.forEach(CompletableFuture::join);
        exchange.close();
        witnesses.awaitAllClosed();
        assertThat(witnesses.askedAfterClose()).isZero();
    }

    private static void check(int i, ScanReport report) {
        assertThat(report.path()).isEqualTo("file-" + i);
        String own = "Generation-" + report.generation();
        if (i % 4 == 0) {
            assertThat(report.verdict()).isEqualTo(new Verdict.Clean());
        } else {
            assertThat(report.verdict()).isInstanceOfSatisfying(Verdict.Infected.class, infected -> {
                assertThat(infected.reasons()).isEmpty();
                assertThat(infected.findings())
                        .filteredOn(found -> found.backend().endsWith("witness"))
                        .isNotEmpty()
                        .allSatisfy(found -> assertThat(found.finding().name()).isEqualTo(own));
                assertThat(infected.findings())
                        .extracting(LocatedFinding::backend)
                        .contains("witness", "remote-witness")
                        .containsAll(GUESTS.stream().map(Guest::type).toList());
            });
        }
        assertThat(report.backends())
                .filteredOn(backend -> backend.name().endsWith("witness"))
                .hasSize(2)
                .allSatisfy(backend -> assertThat(backend.identity().signatureVersion())
                        .isEqualTo(Long.toString(report.generation())));
        assertThat(report.backends())
                .extracting(BackendReport::outcome)
                .doesNotContain(
                        BackendReport.Outcome.FAILED, BackendReport.Outcome.INCOMPLETE, BackendReport.Outcome.ABSENT);
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

    private Lineup lineup(int generation) throws BackendUnavailableException {
        List<LineupEntry> entries = new ArrayList<>();
        entries.add(witness("witness", generation, false));
        entries.add(witness("remote-witness", generation, true));
        for (Guest guest : GUESTS) {
            entries.add(new LineupEntry(
                    guest.type(), Role.SECOND, new BackendConfiguration(guest.type(), guest.settings())));
        }
        if (generation % 2 == 0) {
            entries.add(entries.removeFirst());
        }
        List<BackendProvider> providers = new ArrayList<>(List.of(witnesses));
        ServiceLoader.load(BackendProvider.class).forEach(providers::add);
        return Lineup.open(generation, entries, providers, LineupPolicy.DEFAULT);
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
