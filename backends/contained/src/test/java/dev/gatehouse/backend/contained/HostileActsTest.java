package dev.gatehouse.backend.contained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanOutcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backend that does what it should not, in the real sandbox of this machine. */
class HostileActsTest {

    @TempDir
    private Path folder;

    /** Acts that come to nothing, with what they need to know. */
    private Stream<DynamicTest> actsThatComeToNothing(ContainedBackend backend, Path secret) {
        return Stream.of(
                        Act.SOCKET,
                        Act.READ,
                        Act.WRITE,
                        Act.FILL,
                        Act.FORK,
                        Act.PROCESSES,
                        Act.NATIVE,
                        Act.SHARED,
                        Act.PROCESSORS,
                        Act.THREADS)
                .map(act -> DynamicTest.dynamicTest(act.toString(), () -> {
                    String word = switch (act) {
                        case SOCKET -> "9";
                        case PROCESSES -> Long.toString(ProcessHandle.current().pid());
                        default -> secret.toString();
                    };
                    assertThat(Rig.scan(backend, MemorySubject.telling(act, word)))
                            .isEqualTo(new ScanOutcome.Clean());
                }));
    }

    private Path secret() throws Exception {
        Path open = Files.createDirectory(
                folder.resolve("s"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path secret = Files.writeString(open.resolve("t"), "secret");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-rw-rw-"));
        return secret;
    }

    @TestFactory
    Stream<DynamicTest> nothingComesOf() throws Exception {
        Path secret = secret();
        ContainedBackend backend = Rig.hostile("with.signatures", folder.toString() + "/missing", "memory", "512m");
        return actsThatComeToNothing(backend, secret).onClose(backend::close);
    }

    @TestFactory
    Stream<DynamicTest> nothingComesWithoutBubblewrapOf() throws Exception {
        assumeTrue(
                Arrays.stream(System.getProperty("java.class.path").split(":", -1))
                        .map(Path::of)
                        .filter(path -> path.endsWith("classes") || path.endsWith("test-classes"))
                        .allMatch(Rig::readableByAll),
                "without bubblewrap a stranger must be able to read the class path");
        Path secret = secret();
        ContainedBackend backend = Rig.open(new ContainedProvider(false), "hostile", "memory", "512m");
        return Stream.concat(
                        actsThatComeToNothing(backend, secret),
                        Stream.of(DynamicTest.dynamicTest("saying what is so", () -> {
                            assertThat(backend.measures())
                                    .filteredOn(
                                            measured -> measured.measure().id().endsWith("-namespace"))
                                    .noneMatch(measured -> measured.holds());
                            assertThat(backend.remarks().getFirst()).contains("no sandbox but what the child gives up");
                        })))
                .onClose(backend::close);
    }

    @ParameterizedTest
    @CsvSource({
        "HEAP,ran out of memory",
        "GARBAGE,talked nonsense: there is no message 99",
        "FORGE,talked nonsense: it speaks of scan 0",
        "EXIT,ended with code 7",
        "CRASH,SIGSEGV",
        "FLOOD,talked nonsense: more than 10000 findings"
    })
    void costsThatScanAReasonAndTheNextIsServed(Act act, String reason) throws Exception {
        try (ContainedBackend backend = Rig.hostile("memory", "256m")) {
            assertThat(Rig.scan(backend, MemorySubject.telling(act)))
                    .isInstanceOfSatisfying(ScanOutcome.Failed.class, failed -> {
                        assertThat(failed.reason().code()).isEqualTo(ReasonCode.BACKEND_ERROR);
                        assertThat(failed.reason().detail()).contains(reason);
                    });
            assertThat(Rig.scan(backend, MemorySubject.telling(Act.BEHAVE))).isEqualTo(new ScanOutcome.Clean());
        }
    }

    @Test
    void aFaultOfTheVendorsCostsTheScanAndNotTheChild() throws Exception {
        try (ContainedBackend backend = Rig.hostile()) {
            String before = backend.identity().signatureVersion();
            assertThat(Rig.scan(backend, MemorySubject.telling(Act.THROW)))
                    .isEqualTo(new ScanOutcome.Failed(new Reason(
                            ReasonCode.BACKEND_ERROR,
                            "the backend within broke off: java.lang.IllegalStateException: a fault of the vendor's")));
            assertThat(Rig.scan(backend, MemorySubject.telling(Act.BEHAVE))).isEqualTo(new ScanOutcome.Clean());
            assertThat(backend.identity().signatureVersion()).isEqualTo(before);
        }
    }

    @Test
    void loopingForEverEndsWithTheDeadlineAndTheChild() throws Exception {
        try (ContainedBackend backend = Rig.hostile()) {
            long start = System.nanoTime();
            ScanOutcome outcome = Rig.scan(backend, MemorySubject.telling(Act.LOOP), Duration.ofMillis(500));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(500), Duration.ofMillis(750));
            assertThat(outcome)
                    .isEqualTo(new ScanOutcome.Failed(
                            new Reason(ReasonCode.BACKEND_TIMEOUT, "the contained child did not answer in time")));
            assertThat(Rig.scan(backend, MemorySubject.telling(Act.BEHAVE))).isEqualTo(new ScanOutcome.Clean());
        }
    }

    @Test
    void printingWithoutEndFillsNothingAndEnds() throws Exception {
        try (ContainedBackend backend = Rig.hostile()) {
            assertThat(Rig.scan(backend, MemorySubject.telling(Act.PRINT), Duration.ofMillis(300)))
                    .isInstanceOf(ScanOutcome.Failed.class);
            assertThat(Rig.scan(backend, MemorySubject.telling(Act.BEHAVE))).isEqualTo(new ScanOutcome.Clean());
        }
    }

    @Test
    void anAnswerThatNobodyAskedForNeverCountsForTheNextScan() throws Exception {
        try (ContainedBackend backend = Rig.hostile()) {
            ScanOutcome _ = Rig.scan(backend, MemorySubject.telling(Act.AHEAD));
            ScanOutcome next = Rig.scan(backend, MemorySubject.telling(Act.DESCRIBE));
            assertThat(next).isNotInstanceOf(ScanOutcome.Clean.class);
            assertThat(Rig.scan(backend, MemorySubject.telling(Act.DESCRIBE))).isInstanceOf(ScanOutcome.Infected.class);
        }
    }

    @Test
    void aFileThatIsHandedOverCannotBeWrittenTo() throws Exception {
        byte[] bytes = Arrays.copyOf("TAMPER ".getBytes(StandardCharsets.UTF_8), 400_000);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (ContainedBackend backend = Rig.hostile()) {
            for (String mode : List.of("rw-------", "rw-rw-rw-")) {
                Path file = Files.write(folder.resolve("handed"), bytes);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
                ScanOutcome outcome = Rig.scan(backend, MemorySubject.of(bytes).inFile(file));
                assertThat(outcome).isEqualTo(new ScanOutcome.Clean());
                assertThat(file).hasBinaryContent(bytes);
            }
        }
    }
}
