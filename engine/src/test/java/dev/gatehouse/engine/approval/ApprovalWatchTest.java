package dev.gatehouse.engine.approval;

import static dev.gatehouse.engine.approval.Lists.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.LineupExchange;
import dev.gatehouse.engine.LineupPolicy;
import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Scanner;
import dev.gatehouse.engine.ScannerOptions;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.Deadline;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Days go by on a clock that the test moves. */
@Timeout(30)
class ApprovalWatchTest {

    private static final String HOUSE =
            entry("vendor: House", "product: Lamp", "order: Order 0", "until: 2030-12-31", "type: house");
    private static final String ACME = entry(
            "vendor: Acme", "product: Shield", "order: Order 1", "from: 2026-01-01", "until: 2026-06-30", "type: acme");

    @TempDir
    private Path folder;

    private final ToldBackend.Provider house = new ToldBackend.Provider("house").saying("House", "Lamp", "1");
    private final ToldBackend.Provider acme = new ToldBackend.Provider("acme");
    private final List<ApprovalNotice> notices = new ArrayList<>();
    private volatile Instant now = Instant.parse("2026-05-01T08:00:00Z");
    private LineupPolicy policy = LineupPolicy.DEFAULT;
    private List<LineupEntry> entries = List.of(named("house", Role.PRIMARY), named("acme", Role.SECOND));
    private LineupExchange exchange = new LineupExchange(Lineup.of(1, List.of()));

    @AfterEach
    void close() {
        exchange.close();
    }

    @Test
    void onTheDayOnWhichAnApprovalEndsItsBackendIsTakenOut() throws Exception {
        try (ApprovalWatch watch = watch(HOUSE, ACME)) {
            now = Instant.parse("2026-06-30T23:59:59Z");
            watch.look();
            assertThat(exchange.lineup().generation()).isEqualTo(1);
            assertThat(scan().verdict()).isEqualTo(new Verdict.Clean());

            notices.clear();
            now = Instant.parse("2026-07-01T00:00:00Z");
            watch.look();

            assertThat(exchange.lineup().generation()).isEqualTo(2);
            assertThat(notices)
                    .containsExactly(new ApprovalNotice.TakenOut(
                            "acme",
                            "backend acme is not approved: line 7 (Acme Shield, Order 1) ended with 2026-06-30: have it"
                                    + " renewed, or take the backend out of the configuration"));
            ScanReport report = scan();
            assertThat(report.generation()).isEqualTo(2);
            assertThat(report.verdict())
                    .isInstanceOfSatisfying(
                            Verdict.Incomplete.class,
                            incomplete -> assertThat(incomplete.reasons().toString())
                                    .contains("acme", "ended with 2026-06-30"));
            watch.look();
            assertThat(exchange.lineup().generation()).isEqualTo(2);
        }
    }

    @Test
    void aScanInFlightFinishesAsItBegan() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ApprovalWatch watch = watch(HOUSE, ACME)) {
            Scanner scanner = new Scanner(exchange, ScannerOptions.defaults());
            CompletableFuture<ScanReport> scan = CompletableFuture.supplyAsync(
                    () -> scanner.scan("file", new HeldStream("file", reading, goOn), Deadline.none()));
            reading.await();

            now = Instant.parse("2026-07-01T00:00:00Z");
            watch.look();
            assertThat(acme.opened).singleElement().matches(backend -> !backend.closed);
            goOn.countDown();

            assertThat(scan.join().generation()).isEqualTo(1);
            assertThat(scan.join().verdict()).isEqualTo(new Verdict.Clean());
        }
    }

    @Test
    void warnsThirtySevenAndOneDaysAheadOnceEach() throws Exception {
        try (ApprovalWatch watch = watch(HOUSE, ACME)) {
            List<String> warned = new ArrayList<>();
            Instant end = Instant.parse("2026-07-01T00:00:00Z");
            while (now.isBefore(end)) {
                watch.look();
                for (ApprovalNotice notice : notices) {
                    warned.add(now + " " + ((ApprovalNotice.Ending) notice).days());
                }
                notices.clear();
                now = now.plus(Duration.ofHours(4));
            }

            assertThat(warned)
                    .containsExactly("2026-06-01T00:00:00Z 30", "2026-06-24T00:00:00Z 7", "2026-06-30T00:00:00Z 1");
        }
    }

    @Test
    void aWarningSaysWhatEndsWhenAndWhatToDo() throws Exception {
        now = Instant.parse("2026-06-10T09:00:00Z");
        try (ApprovalWatch watch = watch(HOUSE, ACME)) {
            watch.look();

            assertThat(notices)
                    .singleElement()
                    .extracting(ApprovalNotice::message)
                    .isEqualTo("the approval of backend acme ends with 2026-06-30, in 21 days (line 7 (Acme Shield,"
                            + " Order 1)): have it renewed, or another backend approved");
        }
    }

    @Test
    void whenNobodyMayScanNoFileIsClean() throws Exception {
        entries = List.of(named("acme", Role.PRIMARY));
        try (ApprovalWatch watch = watch(ACME)) {
            now = Instant.parse("2026-07-01T00:00:00Z");
            watch.look();

            assertThat(scan().verdict())
                    .isNotInstanceOf(Verdict.Clean.class)
                    .matches(verdict -> verdict.toString().contains("ended with 2026-06-30"));
            assertThat(notices).singleElement().isInstanceOf(ApprovalNotice.TakenOut.class);
        }
    }

    @Test
    void aStandbyTakesThePlaceOfWhoIsTakenOut() throws Exception {
        entries = List.of(named("acme", Role.PRIMARY), named("house", Role.STANDBY));
        try (ApprovalWatch watch = watch(HOUSE, ACME)) {
            now = Instant.parse("2026-07-01T00:00:00Z");
            watch.look();

            assertThat(scan().verdict()).isEqualTo(new Verdict.Clean());
        }
    }

    @Test
    void onTheDayOnWhichAnApprovalBeginsItsBackendIsTakenIn() throws Exception {
        now = Instant.parse("2025-12-31T12:00:00Z");
        try (ApprovalWatch watch = watch(HOUSE, ACME)) {
            watch.look();
            assertThat(exchange.lineup().generation()).isEqualTo(1);
            assertThat(scan().verdict()).isInstanceOf(Verdict.Incomplete.class);

            now = Instant.parse("2026-01-01T00:00:00Z");
            watch.look();

            assertThat(notices).containsExactly(new ApprovalNotice.TakenIn("acme"));
            assertThat(scan().verdict()).isEqualTo(new Verdict.Clean());
        }
    }

    @Test
    void aBackendThatBecomesAnotherVersionIsTakenOut() throws Exception {
        try (ApprovalWatch watch = watch(HOUSE, ACME + "    versions: 1.4.*\n")) {
            acme.version = "1.5.0";
            watch.look();

            assertThat(notices)
                    .singleElement()
                    .extracting(ApprovalNotice::message)
                    .asString()
                    .contains("its version is 1.5.0, and approved are 1.4.*");
        }
    }

    @Test
    void aRenewedListHoldsAtOnce() throws Exception {
        try (ApprovalWatch watch = watch(HOUSE, ACME)) {
            now = Instant.parse("2026-07-01T00:00:00Z");
            watch.look();
            assertThat(scan().verdict()).isInstanceOf(Verdict.Incomplete.class);

            watch.renew(guard(HOUSE, ACME.replace("2026-06-30", "2027-06-30")));
            assertThat(scan().verdict()).isEqualTo(new Verdict.Clean());

            watch.renew(guard(HOUSE));
            assertThat(scan().verdict()).isInstanceOf(Verdict.Incomplete.class);
        }
    }

    @Test
    void looksByItselfOnceStarted() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        now = Instant.parse("2026-06-30T12:00:00Z");
        var _ = watch(HOUSE, ACME);
        try (ApprovalWatch watch =
                new ApprovalWatch(exchange, entries, policy, guard(HOUSE, ACME), _ -> told.countDown())) {
            watch.start();

            told.await();
        }
    }

    private ApprovalWatch watch(String... list) throws Exception {
        GuardedBackends backends = guard(list);
        exchange.close();
        exchange = new LineupExchange(Lineup.open(1, entries, backends.providers(), policy));
        return new ApprovalWatch(exchange, entries, policy, backends, notices::add);
    }

    private GuardedBackends guard(String... list) throws Exception {
        return new ApprovalGate(new Lists(folder).of(list), () -> now).over(List.of(house, acme), Map.of());
    }

    private ScanReport scan() {
        return new Scanner(exchange, ScannerOptions.defaults())
                .scan("file", new ByteArrayInputStream("file".getBytes(StandardCharsets.US_ASCII)), Deadline.none());
    }

    private static LineupEntry named(String type, Role role) {
        return new LineupEntry(type, role, new BackendConfiguration(type, Map.of()));
    }
}
