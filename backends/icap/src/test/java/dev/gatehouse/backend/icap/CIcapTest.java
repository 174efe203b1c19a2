package dev.gatehouse.backend.icap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.ScanOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real c-icap with clamd behind it. */
class CIcapTest {

    private static final byte[] EICAR = CIcap.eicar().bytes();

    @TempDir
    static Path folder;

    private static CIcap server;

    @BeforeAll
    static void startServer() throws Exception {
        server = CIcap.start(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static Backend open(String service, String... settings) throws BackendUnavailableException {
        String[] all = Arrays.copyOf(settings, settings.length + 2);
        all[settings.length] = "profile";
        all[settings.length + 1] = "c-icap";
        return Backends.open(server.url(service), all);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] infected(int size) {
        return Arrays.copyOf(EICAR, size);
    }

    @ParameterizedTest
    @CsvSource({
        "avscan, respmod, auto",
        "avscan, respmod, whole",
        "avscan, respmod, off",
        "avscan, reqmod, auto",
        "avscan, reqmod, whole",
        "avscan, reqmod, off",
        "returning, respmod, auto",
        "returning, respmod, off",
        "returning, reqmod, auto",
        "limited, respmod, auto",
    })
    void findsWhatIsInfectedAndLetsTheRestPass(String service, String method, String preview)
            throws BackendUnavailableException {
        try (Backend backend = open(service, "method", method, "preview", preview)) {
            for (int size : List.of(0, 1, 2, 1023, 1024, 1025, 70_000, 300_000)) {
                assertThat(Backends.said(Backends.scan(backend, random(size))))
                        .as("%d clean bytes", size)
                        .isEqualTo("Clean");
            }
            for (int size : List.of(EICAR.length, 1024, 1025, 300_000)) {
                assertThat(Backends.said(Backends.scan(backend, infected(size))))
                        .as("%d infected bytes", size)
                        .isEqualTo("Infected " + CIcap.EICAR_NAME);
            }
        }
    }

    @Test
    void findsTheNameOnlyOnceThoughTwoHeadersSayIt() throws BackendUnavailableException {
        try (Backend backend = open("avscan")) {
            assertThat(Backends.scan(backend, EICAR))
                    .isEqualTo(new ScanOutcome.Infected(List.of(Finding.named(CIcap.EICAR_NAME)), List.of()));
        }
    }

    @Test
    void doesNotCallCleanWhatIsOfATypeThatIsNotScanned() throws BackendUnavailableException {
        byte[] gif = "GIF89a and so on, a type that the server leaves out".getBytes(StandardCharsets.US_ASCII);
        try (Backend backend = open("avscan")) {
            assertThat(Backends.said(Backends.scan(backend, gif))).isEqualTo("Incomplete backend-limit");
        }
    }

    @ParameterizedTest
    @CsvSource({"auto", "whole", "off"})
    void doesNotCallCleanWhatIsTooLargeToBeScanned(String preview) throws BackendUnavailableException {
        try (Backend backend = open("limited", "preview", preview)) {
            assertThat(Backends.said(Backends.scan(backend, random(6 * CIcap.LIMIT_BYTES))))
                    .isEqualTo("Incomplete backend-limit");
        }
    }

    @Test
    void doesNotSendWhatIsLargerThanTheOperatorSays() throws BackendUnavailableException {
        try (Backend backend = open("avscan", "max-bytes", "1000")) {
            assertThat(Backends.said(Backends.scan(backend, infected(1001)))).isEqualTo("Incomplete backend-limit");
            assertThat(Backends.said(Backends.scan(backend, infected(1000)))).isEqualTo("Infected " + CIcap.EICAR_NAME);
        }
    }

    @ParameterizedTest
    @CsvSource({"avscan", "returning"})
    void judgesAFileThatComesBackWhileItIsSent(String service) throws BackendUnavailableException {
        try (Backend backend = open(service)) {
            int size = 3 * CIcap.TRICKLE_BYTES;
            assertThat(Backends.said(Backends.scan(backend, random(size)))).isEqualTo("Clean");
            assertThat(Backends.scan(backend, infected(size))).isNotInstanceOf(ScanOutcome.Clean.class);
        }
    }

    @Test
    void knowsTheFileAgainWhenTheServerSendsItBack() throws BackendUnavailableException {
        // this service scans nothing, and answers to the preview; what it sends back is compared all the same
        try (Backend echo = Backends.open(server.url("echo"), "preview", "whole")) {
            assertThat(Backends.said(Backends.scan(echo, random(1000)))).isEqualTo("Clean");
            assertThat(Backends.said(Backends.scan(echo, random(200_000)))).isEqualTo("Incomplete backend-limit");
        }
    }

    @Test
    void scansWithTheNextServerWhenOneWasKilled() throws Exception {
        try (Backend backend = open("avscan")) {
            assertThat(Backends.said(Backends.scan(backend, EICAR))).startsWith("Infected");
            server.stop();
            assertThat(Backends.said(Backends.scan(backend, random(10)))).isEqualTo("Failed backend-unavailable");
            server.start();
            assertThat(Backends.said(Backends.scan(backend, EICAR))).startsWith("Infected");
            server.stop();
            server.start();
            assertThat(Backends.said(Backends.scan(backend, random(10)))).isEqualTo("Clean");
        }
    }

    @Test
    void failsWhenTheServerCannotScan() throws Exception {
        try (Backend backend = open("avscan")) {
            server.stopClamd();
            try {
                assertThat(Backends.said(Backends.scan(backend, EICAR))).isEqualTo("Failed backend-error");
                assertThat(Backends.said(Backends.scan(backend, random(500)))).isEqualTo("Failed backend-error");
                assertThatThrownBy(() -> open("avscan", "eicar-check", "true"))
                        .isInstanceOf(BackendUnavailableException.class)
                        .hasMessageContaining("EICAR");
            } finally {
                server.startClamd();
            }
            assertThat(Backends.said(Backends.scan(backend, EICAR))).startsWith("Infected");
            open("avscan", "eicar-check", "true").close();
        }
    }

    @Test
    void refusesAServiceThatScansNothingIfItIsTested() {
        assertThatThrownBy(() -> open("echo", "eicar-check", "true"))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("does not find the EICAR test file");
    }

    @Test
    void saysWhoScansAndWithWhichSignatures() throws BackendUnavailableException {
        try (Backend backend = open("avscan")) {
            BackendIdentity identity = backend.identity();
            assertThat(identity.engineVersion()).contains("C-ICAP/");
            assertThat(identity.signatureVersion()).startsWith("CI0001-").doesNotContain("\"");
        }
    }

    @Test
    void findsWhatIsInAnArchiveBecauseTheServerUnpacks() throws BackendUnavailableException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("inside"));
            zip.write(EICAR);
        }
        try (Backend backend = open("avscan")) {
            assertThat(Backends.said(Backends.scan(backend, bytes.toByteArray())))
                    .startsWith("Infected");
        }
    }
}
