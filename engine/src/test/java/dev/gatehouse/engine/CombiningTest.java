package dev.gatehouse.engine;

import static dev.gatehouse.engine.PlayedBackend.CLEAN;
import static dev.gatehouse.engine.PlayedBackend.failed;
import static dev.gatehouse.engine.PlayedBackend.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanOutcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CombiningTest {

    private static final CombiningRule ANY = new CombiningRule.Any();
    private static final CombiningRule ALL = new CombiningRule.All();
    private static final CombiningRule TWO = new CombiningRule.Quorum(2);
    private static final ScanOutcome GONE = failed(ReasonCode.BACKEND_UNAVAILABLE);

    @Test
    void anyNeedsOne() {
        assertThat(verdict(ANY, CLEAN, found("x"), CLEAN)).isInstanceOf(Verdict.Infected.class);
        assertThat(verdict(ANY, CLEAN, CLEAN, CLEAN)).isEqualTo(new Verdict.Clean());
        assertThat(verdict(ANY, CLEAN, GONE, CLEAN)).isInstanceOf(Verdict.Incomplete.class);
        assertThat(verdict(ANY, GONE, GONE, GONE)).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void allNeedsEveryOne() {
        assertThat(verdict(ALL, found("x"), found("y"), found("z"))).isInstanceOf(Verdict.Infected.class);
        assertThat(verdict(ALL, found("x"), CLEAN, found("z"))).isEqualTo(new Verdict.Clean());
    }

    @Test
    void aQuorumNeedsSoMany() {
        assertThat(verdict(TWO, found("x"), CLEAN, found("z"))).isInstanceOf(Verdict.Infected.class);
        assertThat(verdict(TWO, found("x"), CLEAN, CLEAN)).isEqualTo(new Verdict.Clean());
        assertThat(verdict(TWO, found("x"), GONE, found("z"))).isInstanceOf(Verdict.Infected.class);
    }

    @Test
    void aVoteThatIsMissingLeavesTheFileIncomplete() {
        assertThat(verdict(TWO, found("x"), GONE, CLEAN)).isInstanceOf(Verdict.Incomplete.class);
        assertThat(verdict(ALL, found("x"), GONE, found("z"))).isInstanceOf(Verdict.Incomplete.class);
    }

    @Test
    void whatWasOutvotedIsTold() {
        ScanReport report = scan(TWO, found("x"), CLEAN, CLEAN);

        assertThat(report.outvoted()).singleElement().satisfies(located -> {
            assertThat(located.backend()).isEqualTo("b0");
            assertThat(located.finding().name()).isEqualTo("x");
        });
    }

    @Test
    void votesFromDifferentPartsOfAFileAreOneFiles() {
        PlayedBackend onRoot = PlayedBackend.remote().answering(found("whole"));
        Rig rig = new Rig(
                List.of(Seat.of("remote", Role.PRIMARY, onRoot), Seat.of("needles", Role.SECOND, new NeedleBackend())),
                LineupPolicy.DEFAULT.withRule(ALL));
        byte[] box = Boxes.box().member("evil", ScannerTest.needle("Evil")).bytes();

        ScanReport first = rig.scan(box);
        ScanReport known = rig.scan(Boxes.box().member("box", box).bytes());

        assertThat(first.verdict()).isInstanceOf(Verdict.Infected.class);
        assertThat(known.verdict()).isInstanceOf(Verdict.Infected.class);
    }

    @Test
    void aShadowHasNoVote() {
        Rig rig = new Rig(
                List.of(
                        Seat.of("a", Role.PRIMARY, PlayedBackend.matching()),
                        Seat.of("s", Role.SHADOW, PlayedBackend.matching().answering(found("x")))),
                LineupPolicy.DEFAULT);

        ScanReport report = rig.scan(Boxes.text("file"));

        assertThat(report.verdict()).isEqualTo(new Verdict.Clean());
        assertThat(report.backends())
                .extracting(BackendReport::outcome)
                .containsExactly(BackendReport.Outcome.CLEAN, BackendReport.Outcome.INFECTED);
        assertThat(report.outvoted()).isEmpty();
    }

    private static Verdict verdict(CombiningRule rule, ScanOutcome... outcomes) {
        return scan(rule, outcomes).verdict();
    }

    private static ScanReport scan(CombiningRule rule, ScanOutcome... outcomes) {
        List<Seat> seats = new ArrayList<>();
        for (ScanOutcome outcome : outcomes) {
            seats.add(Seat.of(
                    "b" + seats.size(), Role.SECOND, PlayedBackend.matching().answering(outcome)));
        }
        return new Rig(seats, LineupPolicy.DEFAULT.withRule(rule)).scan(Boxes.text("file"));
    }
}
