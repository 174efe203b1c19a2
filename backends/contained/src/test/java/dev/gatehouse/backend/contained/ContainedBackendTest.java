package dev.gatehouse.backend.contained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.backend.contained.wire.Measure;
import dev.gatehouse.backend.contained.wire.Measured;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainedBackendTest {

    @TempDir
    private Path folder;

    private static List<String> names(ScanOutcome outcome) {
        return outcome instanceof ScanOutcome.Infected infected
                ? infected.findings().stream().map(Finding::name).toList()
                : List.of(outcome.toString());
    }

    private static byte[] describing(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) ' ');
        for (int i = 100; i < size; i += 4093) {
            bytes[i] = (byte) i;
        }
        byte[] word = "DESCRIBE".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(word, 0, bytes, 0, word.length);
        return bytes;
    }

    private static String part(MemorySubject subject) throws Exception {
        return "part [binary, text] " + subject.size() + " " + subject.size() + " true "
                + HexFormat.of().formatHex(subject.digest(DigestAlgorithm.SHA256));
    }

    @Test
    void everyMeasureHoldsWhereBubblewrapWorksAndIsToldAsItIs() throws Exception {
        try (ContainedBackend backend = Rig.hostile()) {
            boolean sandboxed = backend.remarks().getFirst().startsWith("contained by bubblewrap");
            assertThat(backend.measures()).extracting(Measured::measure).containsExactly(Measure.values());
            assertThat(backend.measures())
                    .filteredOn(measured -> !measured.measure().id().endsWith("-namespace")
                            && measured.measure() != Measure.NO_OTHER_PROCESSES)
                    .allMatch(Measured::holds);
            if (sandboxed) {
                assertThat(backend.measures())
                        .filteredOn(measured -> measured.measure() != Measure.USER_NAMESPACE)
                        .allMatch(Measured::holds);
            }
        }
    }

    @Test
    void theChildSeesAPartAsItIsHoweverItIsHandedOver() throws Exception {
        try (ContainedBackend backend = Rig.hostile()) {
            MemorySubject small = MemorySubject.of(describing(1000));
            MemorySubject middle = MemorySubject.of(describing(10 << 20));
            MemorySubject large = MemorySubject.of(describing((16 << 20) + 1));
            MemorySubject filed = MemorySubject.of(describing(300_000));
            filed = filed.inFile(Files.write(
                    folder.resolve("filed"), filed.content().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE)));
            for (MemorySubject subject : List.of(small, middle, large, filed)) {
                assertThat(names(Rig.scan(backend, subject))).containsExactly("path part", part(subject));
            }
        }
    }

    @Test
    void theChildMayAskWhereAPartCameFrom() throws Exception {
        MemorySubject outer = new MemorySubject(
                List.of("mail.eml"), MemorySegment.ofArray(describing(70_000)), Optional.empty(), Optional.empty());
        MemorySubject inner = MemorySubject.of(describing(50)).in(outer, "in\u00e9.zip");
        try (ContainedBackend backend = Rig.hostile()) {
            assertThat(names(Rig.scan(backend, inner)))
                    .containsExactly("path mail.eml|in\u00e9.zip", part(inner), part(outer));
        }
    }

    @Test
    void identityIsThatOfTheBackendWithin() throws Exception {
        try (ContainedBackend backend = Rig.hostile()) {
            assertThat(backend.identity().vendor()).isEqualTo("Hostile");
            assertThat(backend.identity().engineVersion()).isEqualTo("true");
            assertThat(backend.identity().signatureTime()).contains(Instant.parse("2026-02-03T04:05:06.789Z"));
            assertThat(backend.health()).isEqualTo(new Health.Ready());
        }
    }

    @Test
    void aCancellationIsPassedOnAndKeptToByAChildThatListens() throws Exception {
        try (ContainedBackend backend = Rig.hostile()) {
            String child = backend.identity().signatureVersion();
            assertThat(cancelled(backend, Act.WAIT)).isLessThan(Duration.ofMillis(100));
            assertThat(backend.identity().signatureVersion()).isEqualTo(child);
        }
    }

    @Test
    void aChildThatIgnoresACancellationIsKilledWithinATenthOfASecond() throws Exception {
        try (ContainedBackend backend = Rig.hostile()) {
            assertThat(cancelled(backend, Act.LOOP)).isLessThan(Duration.ofMillis(100));
            assertThat(Rig.scan(backend, MemorySubject.telling(Act.BEHAVE))).isEqualTo(new ScanOutcome.Clean());
        }
    }

    private static Duration cancelled(ContainedBackend backend, Act act) throws Exception {
        Deadline deadline = Deadline.none();
        CompletableFuture<Long> end = CompletableFuture.supplyAsync(() -> {
            ScanOutcome outcome = backend.scan(MemorySubject.telling(act), new ScanContext(deadline, true));
            assertThat(outcome).isNotInstanceOf(ScanOutcome.Clean.class);
            return System.nanoTime();
        });
        awaitWork();
        long start = System.nanoTime();
        deadline.cancel();
        return Duration.ofNanos(end.get() - start);
    }

    /** Until the child burns its processor, which it does at nothing else. */
    private static void awaitWork() throws Exception {
        long pid = childPid();
        long before = ticks(pid);
        while (ticks(pid) < before + 5) {
            Thread.onSpinWait();
        }
    }

    private static long childPid() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private static long ticks(long pid) throws Exception {
        String[] fields = Files.readString(Path.of("/proc/" + pid + "/stat"))
                .replaceAll("^.*\\) ", "")
                .split(" ", -1);
        return Long.parseLong(fields[11]);
    }

    @Test
    void aChildThatIsKilledFromOutsideCostsOneScan() throws Exception {
        try (ContainedBackend backend = Rig.hostile()) {
            CompletableFuture<ScanOutcome> scan =
                    CompletableFuture.supplyAsync(() -> Rig.scan(backend, MemorySubject.telling(Act.WAIT)));
            awaitWork();
            assertThat(ProcessHandle.of(childPid()).orElseThrow().destroyForcibly())
                    .isTrue();
            assertThat(scan.get())
                    .isInstanceOfSatisfying(
                            ScanOutcome.Failed.class,
                            failed -> assertThat(failed.reason().code())
                                    .isIn(ReasonCode.BACKEND_ERROR, ReasonCode.BACKEND_UNAVAILABLE));
            assertThat(Rig.scan(backend, MemorySubject.telling(Act.BEHAVE))).isEqualTo(new ScanOutcome.Clean());
        }
    }

    @Test
    void manyScansAtOnceShareTheChildren() throws Exception {
        try (ContainedBackend backend = Rig.hostile("children", "2");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> scans = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                MemorySubject subject = MemorySubject.of(describing(20 + i));
                expected.add(part(subject));
                scans.add(threads.submit(() -> names(Rig.scan(backend, subject))));
            }
            for (int i = 0; i < scans.size(); i++) {
                assertThat(scans.get(i).get()).containsExactly("path part", expected.get(i));
            }
        }
    }

    @Test
    void closingEndsScansAndLeavesNothingBehind() throws Exception {
        long foldersBefore = folders();
        ContainedBackend backend = Rig.hostile();
        CompletableFuture<ScanOutcome> scan =
                CompletableFuture.supplyAsync(() -> Rig.scan(backend, MemorySubject.telling(Act.WAIT)));
        awaitWork();
        backend.close();
        backend.close();
        assertThat(scan.get())
                .isInstanceOfSatisfying(
                        ScanOutcome.Failed.class,
                        failed -> assertThat(failed.reason().code()).isEqualTo(ReasonCode.BACKEND_UNAVAILABLE));
        assertThat(Rig.scan(backend, MemorySubject.telling(Act.BEHAVE))).isInstanceOf(ScanOutcome.Failed.class);
        assertThat(backend.health()).isEqualTo(new Health.Unavailable("the backend was closed"));
        assertThat(Rig.childProcesses()).isEmpty();
        assertThat(folders()).isEqualTo(foldersBefore);
    }

    private static long folders() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("gatehouse-contained-"))
                    .count();
        }
    }

    @Test
    void whatTheBackendWithinRefusesIsToldInItsWords() {
        assertThatThrownBy(() -> Rig.hostile("with.open", "refuse"))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessage("guarded: the licence has run out");
        assertThatThrownBy(() -> Rig.hostile("with.colour", "red"))
                .hasMessage("guarded: unknown key with.colour; a backend of type hostile knows [open, signatures]");
        assertThatThrownBy(() -> Rig.open(new ContainedProvider(), "unheard-of"))
                .hasMessage("guarded: no backend of type unheard-of is installed");
        assertThatThrownBy(() -> Rig.hostile("with.open", "crash"))
                .hasMessageContaining("ended while it opened")
                .hasMessageContaining("code 42");
    }

    @Test
    void whatIsRequiredAndDoesNotHoldIsRefusedByName() {
        assertThatThrownBy(
                        () -> Rig.open(new ContainedProvider(false), "hostile", "require", "no-network,pid-namespace"))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("guarded: ")
                .hasMessageMatching(
                        "(?s).*(require asks for what does not hold here: pid-namespace|no child can be started).*");
        assertThatThrownBy(() -> Rig.hostile("require", "no-gravity"))
                .hasMessageStartingWith("guarded: require does not know no-gravity; there are [no-network,");
        assertThatThrownBy(() -> Rig.hostile("memory", "12m"))
                .hasMessage("guarded: memory must be a size of at least 256m, such as 512m or 2g, not 12m");
        assertThatThrownBy(() -> Rig.hostile("children", "0"))
                .hasMessage("guarded: children must be a number from 1 to 64, not 0");
        assertThatThrownBy(() -> Rig.hostile("read", "/")).hasMessageContaining("the root of the file system");
    }
}
