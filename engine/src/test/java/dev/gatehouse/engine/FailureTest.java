package dev.gatehouse.engine;

import static dev.gatehouse.engine.PlayedBackend.CLEAN;
import static dev.gatehouse.engine.PlayedBackend.failed;
import static dev.gatehouse.engine.PlayedBackend.found;
import static dev.gatehouse.engine.ScannerTest.findingsOf;
import static dev.gatehouse.engine.ScannerTest.reasonsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FailureTest {

    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
    private static final LineupPolicy QUICK =
            LineupPolicy.DEFAULT.withBreaker(new BreakerPolicy(2, Duration.ofMillis(20), Duration.ofMillis(20)));

    private final PlayedBackend primary = PlayedBackend.matching();
    private final PlayedBackend standby = PlayedBackend.matching();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void aStandbyRestsWhileThePrimaryIsWell() {
        standby.answering(found("x"));

        ScanReport report = failover(QUICK).scan(Boxes.text("file"));

        assertThat(report.verdict()).isEqualTo(new Verdict.Clean());
        assertThat(standby.questions).hasValue(0);
    }

    @Test
    void aStandbyScansTheFileInWhichThePrimaryFailed() {
        primary.answer = (subject, _) -> subject.size() < 10 ? failed(ReasonCode.BACKEND_UNAVAILABLE) : CLEAN;
        standby.answer = (subject, _) -> subject.size() < 10 ? found("small") : CLEAN;
        byte[] box = Boxes.box()
                .member("a", Boxes.text("a part of some length"))
                .member("b", Boxes.text("small"))
                .bytes();

        ScanReport report = failover(QUICK).scan(box);

        assertThat(findingsOf(report)).containsExactly("small");
        assertThat(reasonsOf(report)).isEmpty();
        assertThat(report.backends().get(1).counted()).isTrue();
        assertThat(report.backends().get(0).outcome()).isEqualTo(BackendReport.Outcome.ABSENT);
    }

    @Test
    void aFileThatTheStandbyJudgedIsJudgedAgainWhenThePrimaryIsBack() {
        primary.answering(failed(ReasonCode.BACKEND_UNAVAILABLE));
        Rig rig = failover(QUICK);
        assertThat(rig.scan(Boxes.text("file")).verdict()).isEqualTo(new Verdict.Clean());

        primary.answering(found("late"));

        assertThat(findingsOf(rig.scan(Boxes.text("file")))).containsExactly("late");
    }

    @Test
    void withoutAStandbyTheFailureIsAReason() {
        primary.answering(failed(ReasonCode.BACKEND_UNAVAILABLE));
        Rig rig = new Rig(
                List.of(Seat.of("a", Role.PRIMARY, primary), Seat.of("b", Role.SECOND, PlayedBackend.matching())),
                QUICK);

        for (int i = 0; i < 10; i++) {
            assertThat(reasonsOf(rig.scan(Boxes.text("file " + i)))).containsExactly(ReasonCode.BACKEND_UNAVAILABLE);
        }
    }

    @Test
    void aBackendThatIsTakenOutIsNotAskedUntilItIsWell() {
        primary.answering(failed(ReasonCode.BACKEND_TIMEOUT));
        primary.health = new Health.Unavailable("no peer");
        Rig rig = rig(List.of(Seat.of("a", Role.PRIMARY, primary)), LineupPolicy.DEFAULT, NEW_YEAR);
        for (int i = 0; i < 20; i++) {
            assertThat(rig.scan(Boxes.text("file " + i)).verdict()).isInstanceOf(Verdict.Failed.class);
        }
        assertThat(primary.questions).hasValue(BreakerPolicy.DEFAULT.failures());
        assertThat(primary.healthQuestions).hasValue(0);

        primary.answering(CLEAN);
        primary.health = new Health.Ready();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        int scans = 0;
        while (!(rig.scan(Boxes.text("again " + scans++)).verdict() instanceof Verdict.Clean)) {
            Thread.onSpinWait();
        }
        assertThat(primary.healthQuestions).hasValue(1);
    }

    @Test
    void heldFilesWaitForABackendThatIsOut() {
        AtomicInteger failures = new AtomicInteger();
        primary.health = new Health.Unavailable("restarting");
        CountDownLatch out = new CountDownLatch(1);
        primary.answer = (_, _) -> {
            if (failures.incrementAndGet() <= 2) {
                if (failures.get() == 2) {
                    out.countDown();
                }
                return failed(ReasonCode.BACKEND_UNAVAILABLE);
            }
            return CLEAN;
        };
        Thread.ofVirtual().start(() -> {
            try {
                out.await();
                primary.health = new Health.Ready();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Rig rig = new Rig(List.of(Seat.of("a", Role.PRIMARY, primary)), QUICK.withOnFailure(FailurePolicy.HOLD));

        assertThat(rig.scan(Boxes.text("file")).verdict()).isEqualTo(new Verdict.Clean());
        assertThat(failures).hasValue(3);
    }

    @Test
    void holdingEndsAtItsBoundAndWithACancellation() {
        primary.answering(failed(ReasonCode.BACKEND_UNAVAILABLE));
        primary.health = new Health.Unavailable("gone");
        LineupPolicy hold = QUICK.withOnFailure(FailurePolicy.HOLD);
        Rig bounded = new Rig(List.of(Seat.of("a", Role.PRIMARY, primary)), hold.withHold(Duration.ofMillis(50)));
        Rig cancelled = new Rig(List.of(Seat.of("a", Role.PRIMARY, primary)), hold.withHold(Duration.ofHours(1)));

        assertThat(bounded.scan(Boxes.text("file")).verdict()).isInstanceOf(Verdict.Failed.class);
        Deadline deadline = Deadline.after(Duration.ofMillis(200));
        assertThat(cancelled
                        .scanner
                        .scan("file", new MemoryContent(Boxes.text("file"), 4), deadline)
                        .verdict())
                .isInstanceOf(Verdict.Incomplete.class);
    }

    @Test
    void filesAreRefusedWhileABackendThatCountsIsOut() {
        PlayedBackend second = PlayedBackend.matching();
        primary.answering(failed(ReasonCode.BACKEND_UNAVAILABLE));
        primary.health = new Health.Unavailable("gone");
        Rig rig = new Rig(
                List.of(Seat.of("a", Role.PRIMARY, primary), Seat.of("b", Role.SECOND, second)),
                LineupPolicy.DEFAULT.withOnFailure(FailurePolicy.REFUSE));
        for (int i = 0; i < BreakerPolicy.DEFAULT.failures(); i++) {
            assertThat(rig.scan(Boxes.text("file " + i)).verdict()).isInstanceOf(Verdict.Incomplete.class);
        }
        int before = second.questions.get();

        ScanReport refused = rig.scan(Boxes.text("refused"));

        assertThat(refused.verdict()).isInstanceOf(Verdict.Failed.class);
        assertThat(reasonsOf(refused)).containsExactly(ReasonCode.BACKEND_UNAVAILABLE);
        assertThat(second.questions).hasValue(before);
    }

    @Test
    void aVacantSeatThatCountsLeavesAReasonOnEveryFile() {
        Rig rig = new Rig(
                List.of(
                        Seat.vacant("a", Role.PRIMARY, "clamd", "no socket"),
                        Seat.of("b", Role.SECOND, PlayedBackend.matching())),
                LineupPolicy.DEFAULT);

        for (int i = 0; i < 2; i++) {
            ScanReport report = rig.scan(Boxes.text("same"));
            assertThat(report.verdict())
                    .isInstanceOfSatisfying(
                            Verdict.Incomplete.class,
                            incomplete -> assertThat(incomplete.reasons())
                                    .singleElement()
                                    .extracting(located -> located.reason().toString())
                                    .isEqualTo("backend-unavailable: a: no socket"));
        }
    }

    @Test
    void staleSignaturesAreWarnedOfThenRefused() {
        primary.signatureTime = Optional.of(NEW_YEAR);
        LineupPolicy policy = LineupPolicy.DEFAULT.withStaleness(
                new Staleness(Optional.of(Duration.ofDays(3)), Optional.of(Duration.ofDays(14))));
        PlayedBackend shadow = PlayedBackend.matching();
        List<Seat> seats = List.of(Seat.of("a", Role.PRIMARY, primary), Seat.of("s", Role.SHADOW, shadow));

        ScanReport fresh = rig(seats, policy, NEW_YEAR.plus(Duration.ofDays(2))).scan(Boxes.text("file"));
        ScanReport stale = rig(seats, policy, NEW_YEAR.plus(Duration.ofDays(4))).scan(Boxes.text("file"));
        ScanReport refused =
                rig(seats, policy, NEW_YEAR.plus(Duration.ofDays(15))).scan(Boxes.text("file"));

        assertThat(fresh.verdict()).isEqualTo(new Verdict.Clean());
        assertThat(fresh.backends().getFirst().stale()).isFalse();
        assertThat(stale.verdict()).isEqualTo(new Verdict.Clean());
        assertThat(stale.backends().getFirst().stale()).isTrue();
        assertThat(reasonsOf(refused)).containsExactly(ReasonCode.BACKEND_STALE);
        assertThat(refused.verdict()).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void newSignaturesBringABackendBack() {
        primary.signatureTime = Optional.of(NEW_YEAR);
        LineupPolicy policy =
                LineupPolicy.DEFAULT.withStaleness(new Staleness(Optional.empty(), Optional.of(Duration.ofDays(14))));
        Rig rig = rig(List.of(Seat.of("a", Role.PRIMARY, primary)), policy, NEW_YEAR.plus(Duration.ofDays(15)));
        assertThat(rig.scan(Boxes.text("file")).verdict()).isInstanceOf(Verdict.Failed.class);

        primary.signatureTime = Optional.of(NEW_YEAR.plus(Duration.ofDays(15)));

        assertThat(rig.scan(Boxes.text("file")).verdict()).isEqualTo(new Verdict.Clean());
    }

    private Rig failover(LineupPolicy policy) {
        return new Rig(
                List.of(Seat.of("primary", Role.PRIMARY, primary), Seat.of("standby", Role.STANDBY, standby)), policy);
    }

    private Rig rig(List<Seat> seats, LineupPolicy policy, Instant now) {
        return new Rig(Lineup.of(1, seats, policy, new Clocks(nanos::get, () -> now)));
    }
}
