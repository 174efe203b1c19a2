package dev.gatehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.content.FileContent;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanOutcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScannerTest {

    @TempDir
    Path folder;

    @Test
    void findsWhatLiesDeepInsideAndTellsWhere() {
        byte[] inner = Boxes.box()
                .member("notes", Boxes.text("nothing"))
                .member("evil", needle("Evil"))
                .bytes();
        byte[] outer = Boxes.box().member("inner.box", inner).bytes();

        ScanReport report = new Rig().scan(outer);

        assertThat(report.verdict()).isInstanceOfSatisfying(Verdict.Infected.class, infected -> {
            assertThat(infected.findings()).singleElement().satisfies(located -> {
                assertThat(located.path()).containsExactly("inner.box", "evil");
                assertThat(located.backend()).isEqualTo("needles");
                assertThat(located.finding().name()).isEqualTo("Evil");
            });
            assertThat(infected.reasons()).isEmpty();
        });
        assertThat(report.parts()).isEqualTo(4);
    }

    @Test
    void isCleanWhenEveryPartWasLookedAt() {
        byte[] box = Boxes.box()
                .member("a", Boxes.text("one"))
                .stored("b", Boxes.text("two!"))
                .bytes();

        ScanReport report = new Rig().scan(box);

        assertThat(report.verdict()).isEqualTo(new Verdict.Clean());
        assertThat(report.parts()).isEqualTo(3);
        assertThat(report.bytes()).isEqualTo(box.length + 3 + 4);
        assertThat(report.root().parts()).extracting(PartReport::name).containsExactly("a", "b");
        assertThat(report.root().types()).containsExactly(Boxes.BOX);
        assertThat(report.root().sha256())
                .hasValueSatisfying(digest -> assertThat(digest).hasSize(64));
    }

    @Test
    void judgesAContainerBeforeItsParts() {
        Rig rig = new Rig(Rig::thorough);
        byte[] box = Boxes.box()
                .member("a", Boxes.text("1"))
                .member("b", Boxes.text("22"))
                .bytes();

        rig.scan(box);

        assertThat(rig.needles.sizes).containsExactly((long) box.length, 1L, 2L);
    }

    @Test
    void endsWithTheFirstPartInWhichSomethingWasFound() {
        byte[] box = Boxes.box()
                .member("a", needle("One"))
                .member("b", needle("Two"))
                .bytes();
        Rig rig = new Rig(options -> options.withCacheBytes(0));

        ScanReport report = rig.scan(Boxes.box().member("box", box).bytes());

        assertThat(findingsOf(report)).containsExactly("One");
    }

    @Test
    void findsEverythingWhenEverythingIsWanted() {
        byte[] box = Boxes.box()
                .member("a", needle("One"))
                .member("b", needle("Two"))
                .bytes();

        ScanReport report =
                new Rig(Rig::thorough).scan(Boxes.box().member("box", box).bytes());

        assertThat(findingsOf(report)).containsExactly("One", "Two");
    }

    @Test
    void anEmptyFileIsClean() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));

        ScanReport report = new Rig().scanner.scan(empty);

        assertThat(report.verdict()).isEqualTo(new Verdict.Clean());
        assertThat(report.root().types()).containsExactly(ContentType.EMPTY);
    }

    @Test
    void aFileThatCannotBeOpenedIsFailed() {
        ScanReport report = new Rig().scanner.scan(folder.resolve("missing"));

        assertThat(report.verdict())
                .isEqualTo(new Verdict.Failed(List.of(new Reason(ReasonCode.UNREADABLE, "no such file"))));
    }

    @Test
    void aFolderIsFailed() {
        assertThat(new Rig().scanner.scan(folder).verdict()).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void aFileThatShrinksUnderTheScanIsIncompleteAndSaysWhy() throws IOException {
        assertThat(reasonsOf(scanShrunk(new NeedleBackend()))).containsOnly(ReasonCode.CHANGED_DURING_SCAN);
    }

    @Test
    void aBackendThatKeepsALossToItselfDoesNotMakeAFileClean() throws IOException {
        OddBackend silent = new OddBackend((subject, _) -> {
            try {
                subject.read(4 << 20, new byte[10], 0, 10);
            } catch (IOException e) {
                // says nothing of it
            }
            return new ScanOutcome.Clean();
        });

        assertThat(reasonsOf(scanShrunk(silent))).containsExactly(ReasonCode.CHANGED_DURING_SCAN);
    }

    @Test
    void aMappingThatOutlastsItsFileIsAReason() throws IOException {
        OddBackend mapping = new OddBackend((subject, _) -> {
            try {
                MemorySegment bytes = subject.bytes();
                try (FileChannel other = FileChannel.open(folder.resolve("mapped"), StandardOpenOption.WRITE)) {
                    other.truncate(0);
                }
                return bytes.get(ValueLayout.JAVA_BYTE, 4 << 20) == 1
                        ? new ScanOutcome.Clean()
                        : new ScanOutcome.Failed(new Reason(ReasonCode.BACKEND_ERROR, "unexpected"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Path file = Files.write(folder.resolve("mapped"), new byte[5 << 20]);
        Rig rig = new Rig(List.of(Seat.of("mapping", Role.PRIMARY, mapping)));

        assertThat(reasonsOf(rig.scanner.scan(file))).containsOnly(ReasonCode.CHANGED_DURING_SCAN);
    }

    private ScanReport scanShrunk(Backend backend) throws IOException {
        Path file = folder.resolve("shrinking");
        Files.write(file, new byte[5 << 20]);
        Scanner scanner = new Rig()
                .scanner(
                        Lineup.of(1, List.of(Seat.of("only", Role.PRIMARY, backend))),
                        options -> options.withCacheBytes(0));
        try (FileContent content = FileContent.open(file);
                FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
            other.truncate(1 << 20);
            return scanner.scan("file", content, Deadline.none());
        }
    }

    @Test
    void aBackendThatThrowsLeavesAReasonAndTheOthersGoOn() {
        OddBackend throwing = new OddBackend((_, _) -> {
            throw new IllegalStateException("broken inside");
        });

        ScanReport report = new Rig(Rig.seats(throwing, new NeedleBackend())).scan(Boxes.text("nothing"));

        assertThat(report.verdict())
                .isEqualTo(new Verdict.Incomplete(List.of(new LocatedReason(
                        List.of(), new Reason(ReasonCode.BACKEND_ERROR, "first failed: broken inside")))));
    }

    @Test
    void noAnswerFromAnyBackendThatCountsIsFailed() {
        Reason out = new Reason(ReasonCode.BACKEND_UNAVAILABLE, "out of order");
        OddBackend failing = new OddBackend((_, _) -> new ScanOutcome.Failed(out));
        List<Seat> seats =
                List.of(Seat.of("failing", Role.PRIMARY, failing), Seat.of("shadow", Role.SHADOW, new NeedleBackend()));

        assertThat(new Rig(seats).scan(Boxes.text("nothing")).verdict()).isEqualTo(new Verdict.Failed(List.of(out)));
    }

    @Test
    void aShadowIsReportedButNeverCounts() {
        OddBackend clean = new OddBackend((_, _) -> new ScanOutcome.Clean());
        List<Seat> seats =
                List.of(Seat.of("clean", Role.PRIMARY, clean), Seat.of("shadow", Role.SHADOW, new NeedleBackend()));

        ScanReport report = new Rig(seats).scan(needle("Evil"));

        assertThat(report.verdict()).isEqualTo(new Verdict.Clean());
        assertThat(report.root().findings()).extracting(BackendFinding::backend).containsExactly("shadow");
    }

    @Test
    void aBackendThatUnpacksByItselfIsGivenTheFileOnly() {
        NeedleBackend unpacking = new NeedleBackend(Capability.UNPACKS);
        byte[] box = Boxes.box().member("a", Boxes.text("one")).bytes();

        new Rig(Rig.seats(new NeedleBackend(), unpacking)).scan(box);

        assertThat(unpacking.sizes).containsExactly((long) box.length);
    }

    @Test
    void eitherBackendThatCountsIsBelieved() {
        OddBackend clean = new OddBackend((_, _) -> new ScanOutcome.Clean());

        ScanReport report = new Rig(Rig.seats(clean, new NeedleBackend())).scan(needle("Evil"));

        assertThat(findingsOf(report)).containsExactly("Evil");
    }

    @Test
    void aContainerThatNobodyOpensIsNotClean() {
        assertThat(reasonsOf(new Rig().scan(Boxes.text("RAR!...")))).containsExactly(ReasonCode.UNSUPPORTED);
    }

    @Test
    void aMemberThatCannotBeOpenedLeavesAReasonAndTheRestIsScanned() {
        byte[] box = Boxes.box().locked("secret").member("evil", needle("Evil")).bytes();

        ScanReport report = new Rig(options -> options.withAllMatches(true)).scan(box);

        assertThat(report.verdict()).isInstanceOfSatisfying(Verdict.Infected.class, infected -> {
            assertThat(infected.findings())
                    .filteredOn(located -> located.path().equals(List.of("evil")))
                    .hasSize(1);
            assertThat(infected.reasons()).singleElement().satisfies(located -> {
                assertThat(located.path()).containsExactly("secret");
                assertThat(located.reason().code()).isEqualTo(ReasonCode.ENCRYPTED);
            });
        });
    }

    @Test
    void aSliceThatReachesPastTheEndIsCutAndNoted() {
        byte[] whole =
                Boxes.box().stored("tail", Boxes.text("needle:Tail and more")).bytes();
        byte[] cut = Arrays.copyOf(whole, whole.length - 5);

        ScanReport report = new Rig(Rig::thorough).scan(cut);

        PartReport tail = report.root().parts().getFirst();
        assertThat(tail.reasons()).extracting(Reason::code).containsExactly(ReasonCode.TRUNCATED);
        assertThat(tail.findings()).hasSize(1);
    }

    @Test
    void whatCameBeforeAStreamBrokeOffIsStillJudged() {
        ScanReport report = new Rig().scan(Boxes.bad("break off"));

        assertThat(findingsOf(report)).containsExactly("before-the-break");
        assertThat(reasonsOf(report)).containsExactly(ReasonCode.TRUNCATED);
    }

    @Test
    void whatAParserThrowsIsAReason() {
        Rig rig = new Rig();

        assertThat(reasonsOf(rig.scan(Boxes.bad("throw")))).containsExactly(ReasonCode.MALFORMED);
        assertThat(reasonsOf(rig.scan(Boxes.bad("recurse")))).containsExactly(ReasonCode.MALFORMED);
        assertThat(reasonsOf(rig.scan(Boxes.bad("break off by recursion")))).containsExactly(ReasonCode.MALFORMED);
        assertThat(reasonsOf(rig.scan(Boxes.bad("out of memory")))).containsExactly(ReasonCode.LIMIT_MEMORY);
    }

    @Test
    void aMisbehavingMemberDoesNotHideTheNext() {
        byte[] box = Boxes.box()
                .member("bad", Boxes.bad("recurse"))
                .member("evil", needle("Evil"))
                .bytes();

        assertThat(findingsOf(new Rig(Rig::thorough).scan(box))).contains("Evil");
    }

    @Test
    void aStreamIsScannedLikeAFile() {
        byte[] box = Boxes.box().member("evil", needle("Evil")).bytes();

        ScanReport report = new Rig().scanner.scan("stdin", new ByteArrayInputStream(box), Deadline.none());

        assertThat(report.path()).isEqualTo("stdin");
        assertThat(findingsOf(report)).containsExactly("Evil");
    }

    @Test
    void aCancelledScanIsIncompleteEvenBeforeItBegins() throws IOException {
        Path file = Files.write(folder.resolve("file"), needle("Evil"));
        Deadline cancelled = Deadline.none();
        cancelled.cancel();

        ScanReport report = new Rig().scanner.scan(file, cancelled);

        assertThat(report.verdict()).isInstanceOf(Verdict.Incomplete.class);
        assertThat(reasonsOf(report)).containsExactly(ReasonCode.CANCELLED);
    }

    @Test
    void aBackendThatCancelsUnderwayEndsTheScanThere() {
        Deadline deadline = Deadline.none();
        OddBackend cancelling = new OddBackend((_, _) -> {
            deadline.cancel();
            return new ScanOutcome.Clean();
        });
        byte[] box = Boxes.box().member("a", Boxes.text("one")).bytes();
        Rig rig = new Rig(List.of(Seat.of("cancelling", Role.PRIMARY, cancelling)));

        ScanReport report = rig.scanner.scan("file", new ByteArrayInputStream(box), deadline);

        assertThat(reasonsOf(report)).containsExactly(ReasonCode.CANCELLED);
        assertThat(report.root().parts()).isEmpty();
    }

    static byte[] needle(String name) {
        return Boxes.text("needle:" + name + " ");
    }

    static List<String> findingsOf(ScanReport report) {
        return report.verdict() instanceof Verdict.Infected infected
                ? infected.findings().stream()
                        .map(located -> located.finding().name())
                        .toList()
                : List.of();
    }

    static List<ReasonCode> reasonsOf(ScanReport report) {
        return switch (report.verdict()) {
            case Verdict.Clean _ -> List.of();
            case Verdict.Failed failed ->
                failed.reasons().stream().map(Reason::code).toList();
            case Verdict.Incomplete incomplete ->
                incomplete.reasons().stream()
                        .map(located -> located.reason().code())
                        .toList();
            case Verdict.Infected infected ->
                infected.reasons().stream()
                        .map(located -> located.reason().code())
                        .toList();
        };
    }
}
