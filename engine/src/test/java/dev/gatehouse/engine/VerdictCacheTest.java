package dev.gatehouse.engine;

import static dev.gatehouse.engine.ScannerTest.findingsOf;
import static dev.gatehouse.engine.ScannerTest.needle;
import static dev.gatehouse.engine.ScannerTest.reasonsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.budget.Limits;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class VerdictCacheTest {

    @Test
    void newSignaturesOfABackendForgetWhatTheOldOnesSaid() {
        PlayedBackend updated = PlayedBackend.matching();
        Rig rig = new Rig(List.of(Seat.of("updated", Role.PRIMARY, updated)));
        byte[] file = Boxes.text("file");
        assertThat(rig.scan(file).root().cached()).isFalse();
        assertThat(rig.scan(file).root().cached()).isTrue();

        updated.signatures = "2";
        updated.answering(PlayedBackend.found("New"));

        assertThat(rig.scan(file).verdict()).isInstanceOf(Verdict.Infected.class);
    }

    @Test
    void anIdenticalMemberIsNotScannedAgain() {
        Rig rig = new Rig();
        byte[] inner = Boxes.box().member("x", Boxes.text("xx")).bytes();
        byte[] box = Boxes.box().member("a", inner).member("b", inner).bytes();

        ScanReport report = rig.scan(box);

        assertThat(rig.needles.sizes).containsExactly((long) box.length, (long) inner.length, 2L);
        assertThat(report.root().parts()).extracting(PartReport::cached).containsExactly(false, true);
        assertThat(report.root().parts().get(1).name()).isEqualTo("b");
        assertThat(report.root().parts().get(1).parts())
                .extracting(PartReport::name)
                .containsExactly("x");
        assertThat(report.parts()).isEqualTo(5);
    }

    @Test
    void anIdenticalFileIsNotScannedAgainAndFoundAllTheSame() {
        Rig rig = new Rig();
        byte[] box = Boxes.box().locked("secret").member("a", needle("Evil")).bytes();
        ScanReport first = rig.scan(box);
        rig.needles.sizes.clear();

        ScanReport second = rig.scan(box);

        assertThat(rig.needles.sizes).isEmpty();
        assertThat(second.root().cached()).isTrue();
        assertThat(second.verdict()).isEqualTo(first.verdict());
        assertThat(second.parts()).isEqualTo(first.parts());
        assertThat(second.bytes()).isEqualTo(first.bytes());
    }

    @Test
    void nothingIsKnownWithoutACache() {
        Rig rig = new Rig(options -> options.withCacheBytes(0));
        byte[] box = Boxes.box()
                .member("a", Boxes.text("1"))
                .member("b", Boxes.text("1"))
                .bytes();

        ScanReport report = rig.scan(box);

        assertThat(rig.needles.sizes).hasSize(3);
        assertThat(report.root().sha256()).isEmpty();
    }

    @Test
    void whatALimitCutIsScannedAgain() {
        Rig rig = new Rig(options -> options.withLimits(limits(32, 1)));
        byte[] box = Boxes.box()
                .member("a", Boxes.text("1"))
                .member("b", Boxes.text("2"))
                .bytes();
        rig.scan(box);

        ScanReport second = rig.scan(box);

        assertThat(second.root().cached()).isFalse();
        assertThat(reasonsOf(second)).containsExactly(ReasonCode.LIMIT_PARTS);
    }

    @Test
    void aKnownMemberCostsTheBudgetWhatItCostTheFirstTime() {
        byte[] inner = Boxes.box()
                .member("x", Boxes.text("1"))
                .member("y", Boxes.text("2"))
                .bytes();
        byte[] box = Boxes.box().member("a", inner).member("b", inner).bytes();
        Rig rig = new Rig(options -> options.withLimits(limits(32, 5)));

        ScanReport report = rig.scan(box);

        assertThat(reasonsOf(report)).containsExactly(ReasonCode.LIMIT_PARTS);
        assertThat(report.root().parts().get(1).cached()).isFalse();
        assertThat(report.parts()).isEqualTo(6);
    }

    @Test
    void aKnownMemberIsNotTakenOverWhereItReachesTooDeep() {
        byte[] inner = Boxes.nest(2, Boxes.text("core"));
        Rig rig = new Rig(options -> options.withLimits(limits(3, 100)));
        assertThat(reasonsOf(rig.scan(inner))).isEmpty();

        ScanReport deeper = rig.scan(Boxes.nest(2, inner));

        assertThat(reasonsOf(deeper)).containsExactly(ReasonCode.LIMIT_DEPTH);
    }

    @Test
    void aBackendsFailureIsNotRemembered() {
        AtomicInteger calls = new AtomicInteger();
        OddBackend recovering = new OddBackend((_, _) -> calls.getAndIncrement() == 0
                ? new ScanOutcome.Failed(new Reason(ReasonCode.BACKEND_UNAVAILABLE, "not yet"))
                : new ScanOutcome.Clean());
        Rig rig = new Rig(List.of(Seat.of("recovering", Role.PRIMARY, recovering)));

        assertThat(rig.scan(Boxes.text("x")).verdict()).isInstanceOf(Verdict.Failed.class);
        assertThat(rig.scan(Boxes.text("x")).verdict()).isEqualTo(new Verdict.Clean());
    }

    @Test
    void trustThatComesFromTheContainerStaysWithIt() {
        Rig rig = trusting(
                subject -> subject.container().map(VerdictCacheTest::isTrusted).orElse(false));
        byte[] trusted = Boxes.box()
                .member("trusted", Boxes.text("1"))
                .member("evil", needle("Evil"))
                .bytes();
        byte[] other = Boxes.box().member("evil", needle("Evil")).bytes();

        assertThat(findingsOf(rig.scan(trusted))).isEmpty();
        assertThat(findingsOf(rig.scan(other))).containsExactly("Evil");
        assertThat(findingsOf(rig.scan(trusted))).isEmpty();
        assertThat(findingsOf(rig.scan(needle("Evil")))).containsExactly("Evil");
    }

    @Test
    void trustInAContainerFurtherOutStaysWithItThroughKnownParts() {
        Rig rig = trusting(subject -> {
            for (var at = subject.container(); at.isPresent(); at = at.get().container()) {
                if (isTrusted(at.get())) {
                    return true;
                }
            }
            return false;
        });
        byte[] inner = Boxes.box().member("evil", needle("Evil")).bytes();
        byte[] trusted =
                Boxes.box().member("trusted", inner).member("again", inner).bytes();
        byte[] other = Boxes.box().member("other", inner).bytes();

        assertThat(findingsOf(rig.scan(trusted))).isEmpty();
        assertThat(rig.scan(trusted).root().cached()).isTrue();
        assertThat(findingsOf(rig.scan(other))).containsExactly("Evil");
        assertThat(findingsOf(rig.scan(inner))).containsExactly("Evil");
    }

    @Test
    void identicalMembersOfOneContainerShareWhatDependsOnIt() {
        AtomicInteger asked = new AtomicInteger();
        Rig rig = trusting(subject -> {
            asked.incrementAndGet();
            return subject.container().map(VerdictCacheTest::isTrusted).orElse(false);
        });
        byte[] evil = needle("Evil");
        byte[] trusted = Boxes.box()
                .member("trusted", evil)
                .member("b", evil)
                .member("c", evil)
                .bytes();

        ScanReport report = rig.scan(trusted);

        assertThat(report.root().parts()).extracting(PartReport::cached).containsExactly(false, true, true);
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatDependsOnANameIsScannedEachTime() {
        Rig rig = trusting(subject -> subject.path().getLast().equals("good"));
        byte[] box = Boxes.box()
                .member("good", needle("Evil"))
                .member("bad", needle("Evil"))
                .bytes();

        assertThat(findingsOf(rig.scan(box))).containsExactly("Evil");
        assertThat(findingsOf(rig.scan(box))).containsExactly("Evil");
    }

    private static Rig trusting(Function<Subject, Boolean> trusts) {
        NeedleBackend needles = new NeedleBackend();
        return new Rig(List.of(Seat.of("trusting", Role.PRIMARY, new OddBackend((subject, context) -> {
            ScanOutcome outcome = needles.scan(subject, context);
            return outcome instanceof ScanOutcome.Infected && trusts.apply(subject) ? new ScanOutcome.Clean() : outcome;
        }))));
    }

    /** By its first member's name, as a digest in a list of trusted files would tell. */
    private static boolean isTrusted(Subject container) {
        try {
            byte[] head = new byte[14];
            container.read(0, head, 0, head.length);
            return container.digest(DigestAlgorithm.SHA256).length == 32
                    && new String(head, StandardCharsets.ISO_8859_1).endsWith("trusted");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Limits limits(int depth, long parts) {
        return new Limits(depth, parts, 1L << 30, 1L << 30, 1000, 64 << 20, Duration.ofMinutes(1), 128L << 20);
    }
}
