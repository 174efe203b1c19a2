package dev.gatehouse.signatures.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.signatures.compile.BodyCompiler;
import dev.gatehouse.signatures.database.BodyTables;
import dev.gatehouse.signatures.model.BodyPattern;
import dev.gatehouse.signatures.model.BodyPattern.Border;
import dev.gatehouse.signatures.model.BodyPattern.Choice;
import dev.gatehouse.signatures.model.BodyPattern.Element;
import dev.gatehouse.signatures.model.BodyPattern.Fixed;
import dev.gatehouse.signatures.model.BodyPattern.Gap;
import dev.gatehouse.signatures.model.BodyPattern.Nearby;
import dev.gatehouse.signatures.model.BodySignature;
import dev.gatehouse.signatures.model.MaskedBytes;
import dev.gatehouse.signatures.model.Offset;
import dev.gatehouse.signatures.model.Origin;
import dev.gatehouse.signatures.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class BodySearchTest {

    private static final List<Border.Kind> BORDERS = List.of(Border.Kind.values());
    /** Longer than the window, so that it moves. */
    private static final int LONG_INPUT = 200_000;

    @Property(tries = 1500)
    void findsWhatTheReferenceFindsHoweverTheBytesArrive(@ForAll long seed) {
        Random random = new Random(seed);
        List<BodyPattern> patterns = new ArrayList<>();
        int count = 1 + random.nextInt(30);
        for (int i = 0; i < count; i++) {
            patterns.add(pattern(random));
        }
        byte[] input = input(random, random.nextInt(3000), patterns);

        Set<Integer> expected = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            if (ReferenceSearch.matches(patterns.get(i), input)) {
                expected.add(i);
            }
        }
        BodySearch search = new BodySearch(compile(patterns));
        assertThat(search(search, input, input.length)).as("whole").isEqualTo(expected);
        assertThat(search(search, input, 1 + random.nextInt(50)))
                .as("in chunks")
                .isEqualTo(expected);
    }

    /** The tables, not the number of patterns that match, are what a crowd changes. */
    @Property(tries = 3)
    void findsTheSameInACrowdOfAHundredThousand(@ForAll long seed) {
        Random random = new Random(seed);
        List<BodyPattern> patterns = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            patterns.add(pattern(random));
        }
        byte[] input = new byte[LONG_INPUT];
        random.nextBytes(input);
        for (int i = 0; i < 60; i++) {
            plant(random, input, patterns.get(random.nextInt(30)));
        }
        for (int i = 0; i < 100_000; i++) {
            patterns.add(filler(random, input));
        }
        Set<Integer> expected = new TreeSet<>();
        for (int i = 0; i < 30; i++) {
            if (ReferenceSearch.matches(patterns.get(i), input)) {
                expected.add(i);
            }
        }
        BodySearch search = new BodySearch(compile(patterns));

        assertThat(search(search, input, input.length)).isEqualTo(expected);
        assertThat(search(search, input, 1 + random.nextInt(100_000))).isEqualTo(expected);
    }

    /** A piece of the input that ends with a string which is nowhere in it. */
    private static BodyPattern filler(Random random, byte[] input) {
        int length = 12 + random.nextInt(20);
        byte[] bytes = new byte[length + 8];
        System.arraycopy(input, random.nextInt(input.length - length), bytes, 0, length);
        for (int i = length; i < bytes.length; i++) {
            bytes[i] = (byte) (0xf0 | random.nextInt(16));
        }
        return new BodyPattern(List.of(new Fixed(MaskedBytes.exactly(bytes))));
    }

    @Property(tries = 60)
    void findsPatternsAcrossTheBordersOfItsWindow(@ForAll long seed) {
        Random random = new Random(seed);
        List<BodyPattern> patterns = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            patterns.add(pattern(random));
        }
        byte[] input = new byte[LONG_INPUT];
        random.nextBytes(input);
        for (int i = 0; i < 30; i++) {
            plant(random, input, patterns.get(random.nextInt(20)));
        }
        Set<Integer> expected = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            if (ReferenceSearch.matches(patterns.get(i), input)) {
                expected.add(i);
            }
        }
        BodySearch search = new BodySearch(compile(patterns));
        assertThat(search(search, input, input.length)).isEqualTo(expected);
        assertThat(search(search, input, 1 + random.nextInt(100_000))).isEqualTo(expected);
    }

    private static BodyTables compile(List<BodyPattern> patterns) {
        BodyCompiler compiler = new BodyCompiler();
        for (int i = 0; i < patterns.size(); i++) {
            compiler.add(new BodySignature(
                    "P" + i, Target.ANY, new Offset.Any(), patterns.get(i), new Origin("test", i + 1)));
        }
        return compiler.build();
    }

    private static Set<Integer> search(BodySearch search, byte[] input, int chunk) {
        TreeMap<Integer, Long> found = new TreeMap<>();
        search.begin(new Placement(input.length, Set.of(), Optional.empty()), (signature, start) -> {
            assertThat(found.put(signature, start)).isNull();
            return true;
        });
        for (int at = 0; at < input.length; at += chunk) {
            search.feed(input, at, Math.min(chunk, input.length - at));
        }
        search.finish();
        assertThat(search.limited()).isFalse();
        return new TreeSet<>(found.keySet());
    }

    /** Few byte values, so that patterns nearly match often and overlap themselves. */
    private static byte value(Random random) {
        return (byte) "abAB\0\u0001".charAt(random.nextInt(6));
    }

    private static BodyPattern pattern(Random random) {
        List<Element> elements = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                switch (random.nextInt(7)) {
                    case 0 -> elements.add(new Gap(0, Long.MAX_VALUE));
                    case 1 -> elements.add(new Gap(random.nextInt(200), Long.MAX_VALUE));
                    case 2 -> {
                        int min = random.nextInt(20);
                        elements.add(new Gap(min, min + random.nextInt(20)));
                    }
                    case 3 -> {
                        int min = random.nextInt(300);
                        elements.add(new Gap(min, min + random.nextInt(600)));
                    }
                    case 4 -> {
                        int exact = random.nextInt(200);
                        elements.add(new Gap(exact, exact));
                    }
                    default -> elements.add(choice(random));
                }
            }
            elements.add(
                    new Fixed(run(random, random.nextInt(4) == 0 ? 1 + random.nextInt(20) : 1 + random.nextInt(5))));
        }
        if (random.nextInt(4) == 0) {
            elements.add(condition(random, Nearby.Side.AFTER));
        }
        return new BodyPattern(elements);
    }

    private static Element condition(Random random, Nearby.Side side) {
        int min = random.nextInt(10);
        return random.nextBoolean()
                ? new Border(BORDERS.get(random.nextInt(BORDERS.size())), random.nextBoolean())
                : new Nearby(run(random, 1), min, min + random.nextInt(20), side);
    }

    private static Choice choice(Random random) {
        int count = 1 + random.nextInt(4);
        boolean negated = random.nextInt(3) == 0;
        boolean sameLength = negated || random.nextBoolean();
        int length = 1 + random.nextInt(3);
        List<MaskedBytes> alternatives = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            alternatives.add(run(random, sameLength ? length : 1 + random.nextInt(4)));
        }
        return new Choice(alternatives, negated);
    }

    private static MaskedBytes run(Random random, int length) {
        byte[] values = new byte[length];
        byte[] masks = new byte[length];
        boolean wild = random.nextInt(3) == 0;
        for (int i = 0; i < length; i++) {
            values[i] = value(random);
            masks[i] = (byte) (wild && random.nextInt(3) == 0 ? new int[] {0, 0xf0, 0x0f}[random.nextInt(3)] : 0xff);
        }
        return MaskedBytes.of(values, masks);
    }

    private static byte[] input(Random random, int length, List<BodyPattern> patterns) {
        byte[] input = new byte[length];
        for (int i = 0; i < length; i++) {
            input[i] = value(random);
        }
        if (length > 0) {
            for (int i = 0; i < 5; i++) {
                plant(random, input, patterns.get(random.nextInt(patterns.size())));
            }
        }
        return input;
    }

    /** Writes bytes that fit a pattern somewhere, as far as there is room. */
    private static void plant(Random random, byte[] input, BodyPattern pattern) {
        int at = random.nextInt(input.length);
        for (Element element : pattern.elements()) {
            switch (element) {
                case Fixed fixed -> at = write(random, input, at, fixed.run());
                case Gap gap ->
                    at += (int) (gap.min() + random.nextInt((int) Math.min(gap.max() - gap.min(), 900) + 1));
                case Choice choice ->
                    at = choice.negated()
                            ? at + choice.alternatives().getFirst().length()
                            : write(random, input, at, choice.alternatives().getFirst());
                case Border border -> {
                    // holds where it happens to
                }
                case Nearby nearby -> {
                    // likewise
                }
            }
        }
    }

    private static int write(Random random, byte[] input, int at, MaskedBytes run) {
        for (int i = 0; i < run.length() && at + i < input.length; i++) {
            input[at + i] = (byte) (run.value(i) | (value(random) & ~run.mask(i)));
        }
        return at + run.length();
    }
}
