package dev.gatehouse.engine;

import static dev.gatehouse.engine.ScannerTest.findingsOf;
import static dev.gatehouse.engine.ScannerTest.needle;
import static dev.gatehouse.engine.ScannerTest.reasonsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanOutcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ScanPoolTest {

    private final Rig rig = new Rig();

    @TempDir
    Path folder;

    @AfterEach
    void letLoopsEnd() {
        rig.unpacker.released = true;
    }

    @Test
    void scansManyFilesOnFewThreads() throws IOException {
        Path evil = Files.write(folder.resolve("evil"), needle("Evil"));
        Path clean = Files.write(folder.resolve("clean"), Boxes.text("nothing"));
        try (ScanPool pool = new ScanPool(rig.scanner, 2)) {
            List<CompletableFuture<ScanReport>> reports = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                reports.add(pool.submit(i % 3 == 0 ? evil : clean, Deadline.none()));
            }

            assertThat(reports.stream()
                            .map(CompletableFuture::join)
                            .filter(report -> report.verdict() instanceof Verdict.Infected))
                    .hasSize(1000);
            assertThat(pool.abandoned()).isZero();
        }
    }

    @Test
    void aScanThatHangsIsAbandonedSoonAfterItsDeadlineWithWhatWasKnown() {
        byte[] box = Boxes.box()
                .member("first", Boxes.text("clean"))
                .member("hanging", Boxes.bad("hang"))
                .member("never reached", Boxes.text("x"))
                .bytes();
        try (ScanPool pool = new ScanPool(rig.scanner, 1)) {
            long start = System.nanoTime();

            ScanReport report =
                    submit(pool, box, Deadline.after(Duration.ofMillis(200))).join();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1200));
            assertThat(report.verdict())
                    .isInstanceOfSatisfying(
                            Verdict.Incomplete.class,
                            incomplete -> assertThat(incomplete.reasons())
                                    .singleElement()
                                    .satisfies(located -> {
                                        assertThat(located.path()).containsExactly("hanging");
                                        assertThat(located.reason().code()).isEqualTo(ReasonCode.LIMIT_TIME);
                                    }));
            assertThat(report.root().parts()).extracting(PartReport::name).containsExactly("first", "hanging");
            assertThat(pool.abandoned()).isOne();
        }
    }

    @Test
    void anotherThreadTakesThePlaceOfOneThatHangs() {
        try (ScanPool pool = new ScanPool(rig.scanner, 1)) {
            CompletableFuture<ScanReport> hanging =
                    submit(pool, Boxes.bad("hang in a stream"), Deadline.after(Duration.ofMillis(50)));

            ScanReport next = submit(pool, needle("Evil"), Deadline.none()).join();

            assertThat(findingsOf(next)).containsExactly("Evil");
            assertThat(reasonsOf(hanging.join())).containsExactly(ReasonCode.LIMIT_TIME);
        }
    }

    @Test
    void whatWasFoundBeforeAHangIsReported() {
        NeedleBackend needles = new NeedleBackend();
        OddBackend hanging = new OddBackend((_, _) -> {
            while (!rig.unpacker.released) {
                Thread.onSpinWait();
            }
            return new ScanOutcome.Clean();
        });
        Scanner scanner = rig.scanner(Lineup.of(1, Rig.seats(needles, hanging)), options -> options);
        try (ScanPool pool = new ScanPool(scanner, 1)) {
            assertThat(findingsOf(submit(pool, needle("Evil"), Deadline.after(Duration.ofMillis(50)))
                            .join()))
                    .containsExactly("Evil");
        }
    }

    @Test
    void oneCancellationEndsAllScansThatRunAndWait() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(2);
        OddBackend waiting = new OddBackend((_, context) -> {
            running.countDown();
            while (!context.deadline().expired()) {
                Thread.onSpinWait();
            }
            return new ScanOutcome.Clean();
        });
        Scanner scanner =
                rig.scanner(Lineup.of(1, List.of(Seat.of("waiting", Role.PRIMARY, waiting))), options -> options);
        Deadline all = Deadline.none();
        try (ScanPool pool = new ScanPool(scanner, 2)) {
            List<CompletableFuture<ScanReport>> reports = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                reports.add(submit(pool, Boxes.text("x"), all));
            }
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
            long start = System.nanoTime();

            all.cancel();

            assertThat(reports)
                    .allSatisfy(report -> assertThat(reasonsOf(report.join())).containsExactly(ReasonCode.CANCELLED));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void aHangingScanThatIsCancelledIsAbandonedSooner() {
        Deadline deadline = Deadline.none();
        try (ScanPool pool = new ScanPool(rig.scanner, 1)) {
            CompletableFuture<ScanReport> report = submit(pool, Boxes.bad("hang"), deadline);
            deadline.cancel();
            assertThat(reasonsOf(report.join())).containsExactly(ReasonCode.CANCELLED);
        }
    }

    @Test
    void deepRecursionEndsOnAPoolsThreadToo() {
        try (ScanPool pool = new ScanPool(rig.scanner, 1)) {
            assertThat(reasonsOf(
                            submit(pool, Boxes.bad("recurse"), Deadline.none()).join()))
                    .containsExactly(ReasonCode.MALFORMED);
        }
    }

    @Test
    void aClosedPoolFinishesWhatItHasAndTakesNoMore() {
        ScanPool pool = new ScanPool(rig.scanner, 1);
        List<CompletableFuture<ScanReport>> reports = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            reports.add(submit(pool, needle("Evil"), Deadline.none()));
        }

        pool.close();

        assertThat(reports).allSatisfy(report -> assertThat(report).isCompleted());
        assertThatThrownBy(() -> submit(pool, needle("Evil"), Deadline.none()))
                .isInstanceOf(IllegalStateException.class);
    }

    private static CompletableFuture<ScanReport> submit(ScanPool pool, byte[] bytes, Deadline deadline) {
        return pool.submit("file", new ByteArrayInputStream(bytes), deadline);
    }
}
