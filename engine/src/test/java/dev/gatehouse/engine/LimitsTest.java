package dev.gatehouse.engine;

import static dev.gatehouse.engine.ScannerTest.findingsOf;
import static dev.gatehouse.engine.ScannerTest.needle;
import static dev.gatehouse.engine.ScannerTest.reasonsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.budget.Limits;
import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LimitsTest {

    @Test
    void aBombOfDefaultLimitsEndsByItsRatio() {
        ScanReport report = new Rig().scan(Boxes.bad("flood"));

        assertThat(reasonsOf(report)).containsExactly(ReasonCode.LIMIT_RATIO);
        assertThat(report.root().parts().getFirst().size()).isEqualTo(64 << 20);
    }

    @Test
    void bytesOutOfTheFileAreBounded() {
        ScanReport report = rig(limits(32, 100, 1 << 20, Long.MAX_VALUE)).scan(Boxes.bad("flood"));

        assertThat(reasonsOf(report)).containsExactly(ReasonCode.LIMIT_BYTES);
        assertThat(report.root().parts().getFirst().size()).isEqualTo(1 << 20);
    }

    @Test
    void bytesOutOfOnePartAreBoundedAndTheNextPartIsScanned() {
        byte[] box = Boxes.box()
                .member("flood", Boxes.bad("flood"))
                .member("evil", needle("Evil"))
                .bytes();

        ScanReport report = rig(limits(32, 100, Long.MAX_VALUE, 5000)).scan(box);

        assertThat(findingsOf(report)).containsExactly("Evil");
        assertThat(reasonsOf(report)).containsExactly(ReasonCode.LIMIT_PART_BYTES);
    }

    @Test
    void aPartOfExactlyTheBoundIsNotOverIt() {
        byte[] box = Boxes.box().member("part", new byte[5000]).bytes();

        assertThat(reasonsOf(rig(limits(32, 100, 5000, 5000)).scan(box))).isEmpty();
        assertThat(reasonsOf(rig(limits(32, 100, 5000, 4999)).scan(box))).containsExactly(ReasonCode.LIMIT_PART_BYTES);
        assertThat(reasonsOf(rig(limits(32, 100, 4999, 5000)).scan(box))).containsExactly(ReasonCode.LIMIT_BYTES);
    }

    @Test
    void whatWasReachedBeforeABoundIsJudged() {
        byte[] box = Boxes.box().member("evil", needle("Evil")).bytes();
        long upToTheSpace = needle("Evil").length;

        assertThat(findingsOf(rig(limits(32, 100, upToTheSpace, 5000))
                        .scan(Boxes.box()
                                .member("cut", concat(needle("Evil"), new byte[100]))
                                .bytes())))
                .containsExactly("Evil");
        assertThat(findingsOf(rig(limits(32, 1, 5000, 5000)).scan(box))).containsExactly("Evil");
    }

    @Test
    void partsAreBounded() {
        ScanReport report =
                new Rig(options -> options.withLimits(limits(32, 1000, Long.MAX_VALUE, 5000))).scan(Boxes.bad("many"));

        assertThat(reasonsOf(report)).containsExactly(ReasonCode.LIMIT_PARTS);
        assertThat(report.parts()).isEqualTo(1001);
    }

    @Test
    void depthIsBoundedAndTheDeepestContainerIsStillJudged() {
        byte[] core = Boxes.box().stored("core", needle("Core")).bytes();

        assertThat(reasonsOf(rig(limits(5, 100, 1 << 20, 1 << 20)).scan(Boxes.nest(5, Boxes.nest(1, new byte[1])))))
                .containsExactly(ReasonCode.LIMIT_DEPTH);
        assertThat(reasonsOf(rig(limits(5, 100, 1 << 20, 1 << 20)).scan(Boxes.nest(5, new byte[1]))))
                .isEmpty();
        assertThat(findingsOf(rig(limits(5, 100, 1 << 20, 1 << 20)).scan(Boxes.nest(5, core))))
                .containsExactly("Core");
    }

    @Test
    void aFileThatHoldsItselfEndsAtOnce() {
        assertThat(reasonsOf(new Rig().scan(Boxes.bad("hold itself"))))
                .containsOnly(ReasonCode.LIMIT_DEPTH)
                .hasSize(2);
    }

    @Test
    void aFileThatHoldsItselfEndsWhereItIsSeenAgain() {
        assertThat(reasonsOf(new Rig(options -> options.withDigests(false)).scan(Boxes.bad("hold itself"))))
                .containsOnly(ReasonCode.LIMIT_DEPTH)
                .hasSize(2);
    }

    @Test
    void aFileThatHoldsItselfTwiceEndsWithoutDigestsToo() {
        Rig rig = new Rig(options -> options.withDigests(false)
                .withCacheBytes(0)
                .withLimits(limits(32, 1000, Long.MAX_VALUE, Long.MAX_VALUE)));

        assertThat(reasonsOf(rig.scan(Boxes.bad("hold itself"))))
                .containsOnly(ReasonCode.LIMIT_DEPTH, ReasonCode.LIMIT_PARTS);
    }

    @Test
    void aParserThatReadsInCirclesEndsWithTheTime() {
        byte[] bytes = Boxes.bad("read in circles");

        ScanReport report = new Rig()
                .scanner.scan("file", new MemoryContent(bytes, bytes.length), Deadline.after(Duration.ofMillis(50)));

        assertThat(reasonsOf(report)).containsExactly(ReasonCode.LIMIT_TIME);
        assertThat(report.time()).isLessThan(Duration.ofMillis(1500));
    }

    @Test
    void aFloodEndsWithTheTime() {
        Rig rig = new Rig(options -> options.withLimits(limits(32, 1000, Long.MAX_VALUE, Long.MAX_VALUE)));
        byte[] bytes = Boxes.bad("flood");

        ScanReport report = rig.scanner.scan(
                "file", new MemoryContent(bytes, bytes.length), Deadline.after(Duration.ofMillis(100)));

        assertThat(reasonsOf(report)).containsExactly(ReasonCode.LIMIT_TIME);
        assertThat(report.time()).isLessThan(Duration.ofMillis(1500));
    }

    @Test
    void noRoomForASpilledPartIsAReason() {
        Rig rig = new Rig(options -> options.withTemporaryFolder(Path.of("/nowhere/at/all")));

        ScanReport report = rig.scan(Boxes.bad("flood"));

        assertThat(reasonsOf(report)).containsExactly(ReasonCode.NO_SPACE);
        assertThat(report.root().parts().getFirst().size()).isEqualTo(1 << 20);
    }

    @Test
    void endlessReasonsAndNamesDoNotFillTheMemory() {
        String name = "n".repeat(60_000);
        Boxes box = Boxes.box();
        for (int i = 0; i < 300; i++) {
            box.locked(name);
        }

        ScanReport report = new Rig().scan(box.bytes());

        assertThat(report.root().parts()).hasSize(300);
        assertThat(report.root().parts().getFirst().name()).hasSize(4097).endsWith("…");
        assertThat(reasonsOf(report)).hasSize(300);
    }

    @Test
    void reasonsOfOnePartAreBounded() {
        Journal journal = new Journal("file", Set.of());
        for (int i = 0; i < 1000; i++) {
            journal.reason(journal.root(), new Reason(ReasonCode.MALFORMED, "header " + i));
        }

        journal.reason(journal.root(), new Reason(ReasonCode.LIMIT_PARTS, "many"));

        assertThat(journal.end(journal.root()).reasons())
                .hasSize(101)
                .last()
                .extracting(Reason::code)
                .isEqualTo(ReasonCode.LIMIT_PARTS);
    }

    private static Rig rig(Limits limits) {
        return new Rig(options -> options.withLimits(limits));
    }

    private static Limits limits(int depth, long parts, long bytes, long partBytes) {
        return new Limits(
                depth,
                parts,
                bytes,
                partBytes,
                Long.MAX_VALUE,
                Long.MAX_VALUE - 1,
                Duration.ofMinutes(1),
                Limits.DEFAULT.decoderMemory());
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
