package dev.gatehouse.backend.yara;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scan ends when it is told to, wherever libyara is, and long before its whole seconds. */
class CancellationTest {

    private static final long PROMPT_MILLIS = 100;

    @TempDir
    Path folder;

    private static final String SEARCH = "rule a { strings: $a = /x.*x.*y/s condition: $a }";
    private static final String CONDITION =
            "rule a { condition: for all i in (0..1000000000) : ( for all j in (0..1000000000) : ( i + j >= 0 ) ) }";
    private static final String MODULE = "import \"hash\" rule a { condition:"
            + " for all i in (1..100000) : ( hash.sha256(i, filesize - i) != \"\" ) }";

    private static String rules(String name) {
        return switch (name) {
            case "search" -> SEARCH;
            case "condition" -> CONDITION;
            default -> MODULE;
        };
    }

    private static byte[] slowBytes(int size) {
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) 'x');
        return content;
    }

    @ParameterizedTest
    @CsvSource({
        "search, 30000",
        "search, 4000000",
        "condition, 10",
        "condition, 5000000",
        "module, 60000",
        "module, 20000000"
    })
    void aCancelledScanReturnsAtOnce(String where, int size) throws Exception {
        try (Backend backend = Backends.of(folder, rules(where))) {
            byte[] content = slowBytes(size);
            long[] late = new long[3];
            for (int i = 0; i < late.length; i++) {
                late[i] = lateness(backend, content);
            }
            Arrays.sort(late);

            // a search that was left behind may still be busy on another processor
            assertThat(late[0]).as("milliseconds, the best of three").isLessThan(PROMPT_MILLIS);
        }
    }

    /** How long after its cancellation a scan returns that would take very long. */
    private static long lateness(Backend backend, byte[] content) throws Exception {
        Deadline deadline = Deadline.none();
        CompletableFuture<ScanOutcome> scan = CompletableFuture.supplyAsync(
                () -> backend.scan(new MemorySubject(content), new ScanContext(deadline, true)),
                task -> Thread.ofPlatform().start(task));
        assertThat(scan.copy()
                        .completeOnTimeout(new ScanOutcome.Clean(), 150, TimeUnit.MILLISECONDS)
                        .get())
                .as("still running")
                .isEqualTo(new ScanOutcome.Clean());
        long start = System.nanoTime();
        deadline.cancel();
        ScanOutcome outcome = scan.get(60, TimeUnit.SECONDS);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);

        assertThat(((ScanOutcome.Incomplete) outcome).reasons().getFirst().code())
                .isEqualTo(ReasonCode.CANCELLED);
        return millis;
    }

    @ParameterizedTest
    @CsvSource({"search, 12000", "condition, 10", "module, 5000000"})
    void theTimeAllowedIsCountedInMilliseconds(String where, int size) throws Exception {
        Path file = Files.writeString(folder.resolve("a.yar"), rules(where));
        try (Backend backend = Backends.trusted(Map.of("timeout", List.of("200ms")), file)) {
            long start = System.nanoTime();
            ScanOutcome own = Backends.scan(backend, slowBytes(size));
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);

            assertThat(((ScanOutcome.Incomplete) own).reasons().getFirst().code())
                    .isEqualTo(ReasonCode.BACKEND_TIMEOUT);
            assertThat(millis).isBetween(150L, 900L);
            ScanOutcome callers = backend.scan(
                    new MemorySubject(slowBytes(size)), new ScanContext(Deadline.after(Duration.ofMillis(100)), true));
            assertThat(((ScanOutcome.Incomplete) callers).reasons().getFirst().code())
                    .isEqualTo(ReasonCode.LIMIT_TIME);
        }
    }

    @Test
    void closingTheBackendFailsTheScansThatRunAndTheirScannersAreGivenBack() throws Exception {
        Backend backend = Backends.of(folder, CONDITION);
        CompletableFuture<ScanOutcome> scan = CompletableFuture.supplyAsync(
                () -> Backends.scan(backend, "x"), task -> Thread.ofPlatform().start(task));
        assertThat(scan.copy()
                        .completeOnTimeout(new ScanOutcome.Clean(), 150, TimeUnit.MILLISECONDS)
                        .get())
                .isEqualTo(new ScanOutcome.Clean());

        backend.close();

        assertThat(((ScanOutcome.Failed) scan.get(10, TimeUnit.SECONDS))
                        .reason()
                        .code())
                .isEqualTo(ReasonCode.BACKEND_UNAVAILABLE);
    }

    @Test
    void aScannerThatWasStoppedScansOn() throws Exception {
        try (Backend backend = Backends.of(folder, SEARCH)) {
            lateness(backend, slowBytes(200_000));

            assertThat(Backends.findings(backend, "axxxy")).hasSize(1);
        }
    }
}
