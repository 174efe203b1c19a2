package dev.gatehouse.engine;

import static dev.gatehouse.engine.PlayedBackend.CLEAN;
import static dev.gatehouse.engine.PlayedBackend.failed;
import static dev.gatehouse.engine.PlayedBackend.found;
import static dev.gatehouse.engine.ScannerTest.findingsOf;
import static dev.gatehouse.engine.ScannerTest.needle;
import static dev.gatehouse.engine.ScannerTest.reasonsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WaitingTest {

    private static final byte[] BOX = Boxes.box()
            .member("a", Boxes.text("one"))
            .member("b", Boxes.text("two!"))
            .bytes();

    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        never.countDown();
    }

    @Test
    void aBackendThatWaitsDoesNotHoldUpThePartsBehindIt() {
        CountDownLatch lastPartMatched = new CountDownLatch(1);
        PlayedBackend remote = PlayedBackend.remote();
        remote.answer = (_, _) -> awaited(lastPartMatched) ? found("Remote") : failed(ReasonCode.BACKEND_TIMEOUT);
        PlayedBackend matcher = PlayedBackend.matching();
        matcher.answer = (subject, _) -> {
            if (subject.size() == 4) {
                lastPartMatched.countDown();
            }
            return CLEAN;
        };

        ScanReport report = rig(remote, matcher).scan(BOX);

        assertThat(findingsOf(report)).containsExactly("Remote");
        assertThat(remote.questions).hasValue(1);
        assertThat(matcher.questions).hasValue(3);
    }

    @Test
    void backendsThatWaitAreAskedAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        BiFunction<Subject, ScanContext, ScanOutcome> meeting = (_, _) -> {
            both.countDown();
            return awaited(both) ? CLEAN : failed(ReasonCode.BACKEND_TIMEOUT);
        };
        PlayedBackend one = PlayedBackend.remote();
        PlayedBackend other = PlayedBackend.remote();
        one.answer = meeting;
        other.answer = meeting;

        assertThat(rig(one, other).scan(BOX).verdict()).isEqualTo(new Verdict.Clean());
    }

    @Test
    void oneThatWaitsAndMatchesIsGivenEveryPartWhileItIsOpen() {
        PlayedBackend remote = new PlayedBackend(Capability.WAITS, Capability.MATCHES_PARTS);
        remote.answer = (subject, _) -> {
            try {
                byte[] bytes = new byte[(int) subject.size()];
                return subject.read(0, bytes, 0, bytes.length) == bytes.length
                        ? CLEAN
                        : failed(ReasonCode.BACKEND_ERROR);
            } catch (IOException e) {
                return failed(ReasonCode.BACKEND_ERROR);
            }
        };

        ScanReport report = rig(remote, PlayedBackend.matching()).scan(BOX);

        assertThat(report.verdict()).isEqualTo(new Verdict.Clean());
        assertThat(remote.questions).hasValue(3);
    }

    @Test
    void aBackendThatHangsHasItsShareOfTheTimeAndNoMore() {
        PlayedBackend hanging = PlayedBackend.remote();
        hanging.answer = (_, context) -> {
            while (!context.deadline().expired()) {
                Thread.onSpinWait();
            }
            return failed(ReasonCode.CANCELLED);
        };

        ScanReport report = scan(rig(hanging, new NeedleBackend()), needle("Evil"), Duration.ofSeconds(3));

        assertThat(findingsOf(report)).containsExactly("Evil");
        assertThat(reasonsOf(report)).containsExactly(ReasonCode.BACKEND_TIMEOUT);
        assertThat(report.time()).isLessThan(Duration.ofMillis(2500));
    }

    @Test
    void aBackendThatDoesNotEvenLetGoIsLeftAlone() {
        PlayedBackend deaf = PlayedBackend.remote();
        deaf.answer = (_, _) -> awaited(never) ? CLEAN : failed(ReasonCode.BACKEND_ERROR);

        ScanReport report = scan(rig(deaf, new NeedleBackend()), needle("Evil"), Duration.ofSeconds(2));

        assertThat(findingsOf(report)).containsExactly("Evil");
        assertThat(reasonsOf(report)).containsExactly(ReasonCode.BACKEND_TIMEOUT);
    }

    @Test
    void aSlowMatcherLeavesTheOthersTheirTime() {
        PlayedBackend slow = PlayedBackend.matching();
        slow.answer = (_, context) -> {
            while (!context.deadline().expired()) {
                Thread.onSpinWait();
            }
            return failed(ReasonCode.LIMIT_TIME);
        };

        ScanReport report = scan(
                rig(slow, new NeedleBackend()),
                Boxes.box()
                        .member("a", Boxes.text("x"))
                        .member("b", needle("Evil"))
                        .bytes(),
                Duration.ofSeconds(2));

        assertThat(findingsOf(report)).containsExactly("Evil");
        assertThat(reasonsOf(report)).containsOnly(ReasonCode.BACKEND_TIMEOUT);
        assertThat(slow.questions).hasValue(1);
    }

    @Test
    void aCancellationEndsTheWaitAtOnce() {
        PlayedBackend deaf = PlayedBackend.remote();
        CountDownLatch asked = new CountDownLatch(1);
        deaf.answer = (_, _) -> {
            asked.countDown();
            return awaited(never) ? CLEAN : failed(ReasonCode.BACKEND_ERROR);
        };
        Deadline deadline = Deadline.none();
        Thread.ofVirtual().start(() -> {
            awaited(asked);
            deadline.cancel();
        });

        ScanReport report =
                rig(deaf, PlayedBackend.matching()).scanner.scan("file", new MemoryContent(BOX, BOX.length), deadline);

        assertThat(reasonsOf(report)).containsExactly(ReasonCode.CANCELLED);
        assertThat(report.time()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void noMoreQuestionsAreOpenAtATimeThanABackendIsAllowed() throws InterruptedException {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        PlayedBackend remote = PlayedBackend.remote();
        remote.answer = (_, _) -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            open.decrementAndGet();
            return CLEAN;
        };
        Rig rig = rig(remote, PlayedBackend.matching());
        List<Thread> threads = new ArrayList<>();
        AtomicInteger clean = new AtomicInteger();
        for (int i = 0; i < 300; i++) {
            byte[] bytes = Boxes.text("file " + i);
            threads.add(Thread.ofVirtual().start(() -> {
                if (rig.scan(bytes).verdict() instanceof Verdict.Clean) {
                    clean.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(clean).hasValue(300);
        assertThat(most).hasValueLessThanOrEqualTo(64);
    }

    @Test
    void tellsWhatEachBackendHadToDoWithTheFile() {
        PlayedBackend remote = PlayedBackend.remote().answering(failed(ReasonCode.BACKEND_LIMIT));
        remote.signatures = "27001";

        ScanReport report = rig(remote, new NeedleBackend()).scan(BOX);

        assertThat(report.backends()).hasSize(2);
        BackendReport first = report.backends().getFirst();
        assertThat(first.name()).isEqualTo("remote");
        assertThat(first.identity().signatureVersion()).isEqualTo("27001");
        assertThat(first.outcome()).isEqualTo(BackendReport.Outcome.FAILED);
        assertThat(first.reasons())
                .singleElement()
                .extracting(reason -> reason.code())
                .isEqualTo(ReasonCode.BACKEND_LIMIT);
        assertThat(first.time()).isPositive();
        BackendReport second = report.backends().getLast();
        assertThat(second.outcome()).isEqualTo(BackendReport.Outcome.CLEAN);
        assertThat(second.questions()).isEqualTo(3);
    }

    @Test
    void saysNothingOfTheOnlyBackend() {
        assertThat(new Rig().scan(BOX).backends()).isEmpty();
    }

    private static Rig rig(Backend first, Backend second) {
        return new Rig(List.of(Seat.of("remote", Role.PRIMARY, first), Seat.of("second", Role.SECOND, second)));
    }

    private static ScanReport scan(Rig rig, byte[] bytes, Duration time) {
        return rig.scanner.scan("file", new MemoryContent(bytes, bytes.length), Deadline.after(time));
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
