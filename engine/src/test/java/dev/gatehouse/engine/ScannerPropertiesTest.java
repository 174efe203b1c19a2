package dev.gatehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.budget.Limits;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Random trees of boxes, with and without a cache, within random limits. */
class ScannerPropertiesTest {

    @Property(tries = 200)
    void findsEveryNeedleWhereItIs(@ForAll long seed) {
        List<String> expected = new ArrayList<>();
        byte[] tree = tree(new Random(seed), 4, "", expected);

        ScanReport report = new Rig(Rig::thorough).scan(tree);

        assertThat(located(report)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Property(tries = 200)
    void aCacheChangesNothingButTheWork(
            @ForAll long seed,
            @ForAll boolean digests,
            @ForAll @IntRange(min = 1, max = 6) int depth,
            @ForAll @IntRange(min = 1, max = 60) int parts,
            @ForAll @LongRange(min = 50, max = 20_000) long bytes,
            @ForAll @LongRange(min = 50, max = 5000) long partBytes) {
        byte[] tree = tree(new Random(seed), 4, "", new ArrayList<>());
        Limits limits = new Limits(depth, parts, bytes, partBytes, 1000, 1 << 20, Duration.ofMinutes(1), 1 << 20);
        Rig without = new Rig(
                options -> options.withAllMatches(true).withCacheBytes(0).withLimits(limits));
        Rig with = new Rig(
                options -> options.withAllMatches(true).withDigests(digests).withLimits(limits));

        ScanReport reference = without.scan(tree);
        ScanReport first = with.scan(tree);
        ScanReport second = with.scan(tree);
        ScanReport third = with.scan(tree);

        assertThat(List.of(first.verdict(), second.verdict(), third.verdict())).containsOnly(reference.verdict());
        assertThat(List.of(first.parts(), second.parts(), third.parts())).containsOnly(reference.parts());
        assertThat(List.of(first.bytes(), second.bytes(), third.bytes())).containsOnly(reference.bytes());
        assertThat(reference.parts()).isLessThanOrEqualTo(parts + 1L);
        assertThat(reference.bytes()).isLessThanOrEqualTo(bytes + tree.length);
    }

    @Property(tries = 200)
    void brokenBoxesNeverThrow(@ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int changes) {
        Random random = new Random(seed);
        byte[] tree = tree(random, 3, "", new ArrayList<>());
        for (int i = 0; i < changes; i++) {
            tree[4 + random.nextInt(tree.length - 4)] ^= (byte) (1 << random.nextInt(8));
        }

        ScanReport report = new Rig(Rig::thorough).scan(tree);

        assertThat(report.root().reasons()).extracting(Reason::code).doesNotContain(ReasonCode.BACKEND_ERROR);
    }

    /** A box with up to four members, some of them boxes, some alike, some with needles. */
    private static byte[] tree(Random random, int levels, String path, List<String> expected) {
        Boxes box = Boxes.box();
        int members = 1 + random.nextInt(4);
        for (int i = 0; i < members; i++) {
            String name = "m" + i;
            String where = path + "/" + name;
            switch (random.nextInt(levels == 0 ? 3 : 6)) {
                case 0 -> {
                    String needle = "N" + random.nextInt(5);
                    box.member(name, ScannerTest.needle(needle));
                    expected.add(where + ":" + needle);
                }
                case 1 -> box.member(name, new byte[random.nextInt(300)]);
                case 2 -> box.member(name, Boxes.text("alike"));
                case 3 -> {
                    byte[] inner = tree(random, levels - 1, "", new ArrayList<>());
                    box.member(name + "a", inner).member(name + "b", inner);
                    List<String> below = located(new Rig(Rig::thorough).scan(inner));
                    below.forEach(found -> expected.add(where + "a" + found));
                    below.forEach(found -> expected.add(where + "b" + found));
                }
                default -> box.member(name, tree(random, levels - 1, where, expected));
            }
        }
        return box.bytes();
    }

    private static List<String> located(ScanReport report) {
        return report.verdict() instanceof Verdict.Infected infected
                ? infected.findings().stream()
                        .map(found -> "/" + String.join("/", found.path()) + ":"
                                + found.finding().name())
                        .toList()
                : List.of();
    }
}
