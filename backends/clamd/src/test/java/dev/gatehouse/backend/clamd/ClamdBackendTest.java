package dev.gatehouse.backend.clamd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.peers.ClamDatabase;
import dev.gatehouse.peers.ClamdPeer;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import dev.gatehouse.tck.TestSubject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clamd says and does not say, against Debian's clamd with and without its alerts. */
class ClamdBackendTest {

    private static final int MIB = 1 << 20;
    private static final Map<String, String> LIMITS =
            Map.of("StreamMaxLength", "3M", "MaxFileSize", "2M", "MaxScanSize", "4M");

    @TempDir
    static Path folder;

    private static ClamdPeer alerting;
    private static ClamdPeer silent;

    @BeforeAll
    static void startBoth() throws Exception {
        alerting = ClamdPeer.start(folder.resolve("alerting"), LIMITS);
        Map<String, String> quiet = new HashMap<>(LIMITS);
        quiet.put("AlertExceedsMax", "no");
        quiet.put("AlertEncrypted", "no");
        silent = ClamdPeer.start(folder.resolve("silent"), quiet);
    }

    @AfterAll
    static void stopBoth() {
        alerting.close();
        silent.close();
    }

    @Test
    void followsAReloadOfTheDatabase() throws Exception {
        try (Backend backend = open(alerting, Map.of())) {
            assertThat(backend.identity().signatureVersion()).isEqualTo(Integer.toString(ClamdPeer.VERSION));
            Instant later = ClamdPeer.TIME.plus(Duration.ofDays(1));
            alerting.database().write(ClamdPeer.VERSION + 1, later);
            alerting.reload(ClamdPeer.VERSION + 1);

            BackendIdentity identity = backend.identity();

            assertThat(identity.signatureVersion()).isEqualTo(Integer.toString(ClamdPeer.VERSION + 1));
            assertThat(identity.engineVersion()).matches("[0-9]+\\.[0-9]+.*");
            assertThat(identity.product()).isEqualTo("ClamAV");
            // clamd writes the time of the zone that it runs in, which is this machine's
            assertThat(identity.signatureTime()).contains(later);
        }
    }

    @Test
    void neverCallsAnInfectedFileCleanThatClamdSkipsForItsSize() throws Exception {
        Subject large = TestSubject.of("large", padded(ClamDatabase.eicar().bytes(), 5 * MIB / 2));
        // the trap: clamd itself says OK
        try (Backend trusting = open(silent, Map.of("max-file-size", "100M", "max-scan-size", "100M"))) {
            assertThat(trusting.scan(large, any())).isInstanceOf(ScanOutcome.Clean.class);
        }
        for (ClamdPeer clamd : List.of(alerting, silent)) {
            try (Backend backend = open(clamd, Map.of())) {
                assertLimit(backend.scan(large, any()));
            }
        }
    }

    @Test
    void saysWhatClamdSaysOfItsLimits() throws Exception {
        Subject large = TestSubject.of("large", new byte[5 * MIB / 2]);
        Subject larger = TestSubject.of("larger", new byte[40 * MIB]);
        Map<String, String> blind =
                Map.of("stream-max-length", "100M", "max-file-size", "100M", "max-scan-size", "100M");
        try (Backend backend = open(alerting, blind)) {
            assertLimit(backend.scan(large, any()))
                    .extracting(Reason::detail)
                    .asString()
                    .contains("MaxFileSize");
            assertLimit(backend.scan(larger, any()))
                    .extracting(Reason::detail)
                    .asString()
                    .contains("size limit exceeded");
            // the session that clamd ended over it is no loss
            assertThat(backend.scan(eicar(), any())).isInstanceOf(ScanOutcome.Infected.class);
        }
    }

    @Test
    void saysThatPartsOfAContainerWereTooLarge() throws Exception {
        Subject bomb = TestSubject.of(
                        "bomb.zip",
                        zip(padded(new byte[0], 3 * MIB), ClamDatabase.eicar().bytes(), 3 * MIB))
                .as(ContentType.ZIP);
        for (ClamdPeer clamd : List.of(alerting, silent)) {
            try (Backend backend = open(clamd, Map.of())) {
                assertLimit(backend.scan(bomb, any()));
            }
        }
    }

    @Test
    void takesSilenceOverAContainerForWhatItIs() throws Exception {
        Subject harmless = TestSubject.of("letters.zip", zip("a letter".getBytes(StandardCharsets.US_ASCII)))
                .as(ContentType.ZIP);
        try (Backend backend = open(alerting, Map.of())) {
            assertThat(backend.remarks()).hasSize(1).first().asString().contains("2097152 bytes");
            assertThat(backend.scan(harmless, any())).isInstanceOf(ScanOutcome.Clean.class);
        }
        try (Backend backend = open(silent, Map.of())) {
            assertThat(backend.remarks()).anyMatch(remark -> remark.contains("AlertExceedsMax"));
            assertThat(backend.scan(harmless, any()))
                    .isInstanceOfSatisfying(
                            ScanOutcome.Incomplete.class,
                            incomplete -> assertThat(incomplete.reasons())
                                    .extracting(Reason::code)
                                    .containsExactly(ReasonCode.BACKEND_LIMIT, ReasonCode.ENCRYPTED));
        }
        try (Backend parts = open(silent, Map.of("give", "parts"))) {
            assertThat(parts.identity().capabilities())
                    .containsExactlyInAnyOrder(Capability.MATCHES_PARTS, Capability.WAITS);
            assertThat(parts.scan(harmless, any())).isInstanceOf(ScanOutcome.Clean.class);
        }
    }

    @Test
    void saysThatAZipIsEncrypted() throws Exception {
        byte[] zip = zip("a letter that nobody shall read".getBytes(StandardCharsets.US_ASCII));
        // APPNOTE.TXT 4.4.4: bit 0 of the flags, in the local header and in the central one
        zip[6] |= 1;
        zip[indexOf(zip, new byte[] {'P', 'K', 1, 2}) + 8] |= 1;
        try (Backend backend = open(alerting, Map.of())) {
            assertThat(backend.scan(TestSubject.of("secret.zip", zip).as(ContentType.ZIP), any()))
                    .isInstanceOfSatisfying(
                            ScanOutcome.Incomplete.class,
                            incomplete -> assertThat(incomplete.reasons())
                                    .extracting(Reason::code)
                                    .containsExactly(ReasonCode.ENCRYPTED));
        }
    }

    @Test
    void reportsAllMatchesWhereClamdSeesTheSameFiles() throws Exception {
        Subject many = TestSubject.of("many", ClamDatabase.manyNames().bytes());
        Path file = Files.write(
                folder.resolve("-v: X FOUND\n: OK"), ClamDatabase.manyNames().bytes());
        ScanContext all = new ScanContext(Deadline.after(Duration.ofSeconds(10)), true);
        try (Backend backend = open(alerting, Map.of("same-files", "true"))) {
            assertThat(backend.identity().capabilities()).contains(Capability.ALL_MATCHES);
            assertThat(names(backend.scan(many, all)))
                    .containsExactlyInAnyOrderElementsOf(
                            ClamDatabase.manyNames().names());
            assertThat(names(backend.scan(TestSubject.file(file), all)))
                    .containsExactlyInAnyOrderElementsOf(
                            ClamDatabase.manyNames().names());
        }
        try (Backend backend = open(alerting, Map.of())) {
            assertThat(backend.identity().capabilities()).doesNotContain(Capability.ALL_MATCHES);
            assertThat(names(backend.scan(many, all))).hasSize(1);
        }
    }

    @Test
    void leavesNoCopiesBehind() throws Exception {
        Path exchange = Files.createDirectories(folder.resolve("exchange"));
        ScanContext all = new ScanContext(Deadline.after(Duration.ofSeconds(10)), true);
        try (Backend backend = open(alerting, Map.of("same-files", "true", "exchange-folder", exchange.toString()))) {
            assertThat(backend.scan(eicar(), all)).isInstanceOf(ScanOutcome.Infected.class);
        }
        assertThat(exchange).isEmptyDirectory();
    }

    @Test
    void saysWhatToDoWhenClamdIsNotThere() {
        assertThat(assertThrows(
                        BackendUnavailableException.class,
                        () -> new ClamdProvider()
                                .open(new BackendConfiguration(
                                        "guard", Map.of("address", List.of("unix:" + folder.resolve("absent")))))))
                .hasMessageContainingAll("guard", "absent", "clamav-daemon");
    }

    private static Backend open(ClamdPeer clamd, Map<String, String> more) throws BackendUnavailableException {
        Map<String, List<String>> values = new HashMap<>();
        values.put("address", List.of("unix:" + clamd.socket()));
        values.put("daemon-configuration", List.of(clamd.configuration().toString()));
        more.forEach((key, value) -> values.put(key, List.of(value)));
        return new ClamdProvider().open(new BackendConfiguration("guard", values));
    }

    private static TestSubject eicar() {
        return TestSubject.of("sample.com", ClamDatabase.eicar().bytes());
    }

    private static ScanContext any() {
        return new ScanContext(Deadline.after(Duration.ofSeconds(20)), false);
    }

    private static List<String> names(ScanOutcome outcome) {
        return outcome instanceof ScanOutcome.Infected infected
                ? infected.findings().stream().map(Finding::name).toList()
                : List.of(outcome.toString());
    }

    private static ObjectAssert<Reason> assertLimit(ScanOutcome outcome) {
        assertThat(outcome).isInstanceOf(ScanOutcome.Incomplete.class);
        Reason reason = ((ScanOutcome.Incomplete) outcome).reasons().getFirst();
        assertThat(reason.code()).isEqualTo(ReasonCode.BACKEND_LIMIT);
        return assertThat(reason);
    }

    private static byte[] padded(byte[] bytes, int size) {
        return Arrays.copyOf(bytes, size);
    }

    private static byte[] zip(byte[] first, byte[] second, int size) throws IOException {
        return zip(first, padded(second, size));
    }

    private static byte[] zip(byte[]... members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < members.length; i++) {
                zip.putNextEntry(new ZipEntry("member" + i));
                zip.write(members[i]);
            }
        }
        return bytes.toByteArray();
    }

    private static int indexOf(byte[] bytes, byte[] pattern) {
        for (int i = 0; i + pattern.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + pattern.length, pattern, 0, pattern.length)) {
                return i;
            }
        }
        throw new IllegalArgumentException("the pattern is not in the bytes");
    }
}
