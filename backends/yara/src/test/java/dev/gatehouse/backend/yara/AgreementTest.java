package dev.gatehouse.backend.yara;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.Backend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Generated rules on generated files: the backend and the command find the same rules, patterns, offsets and lengths. */
class AgreementTest {

    private static final int FILES = 4;

    @Property(tries = 100)
    void findsWhatTheCommandFinds(@ForAll("rules") List<String> rules, @ForAll("files") List<String> files)
            throws Exception {
        Path folder = Files.createTempDirectory("agreement");
        try {
            Path samples = Files.createDirectory(folder.resolve("samples"));
            for (int i = 0; i < files.size(); i++) {
                Files.writeString(samples.resolve("file" + i), files.get(i), ISO_8859_1);
            }
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < rules.size(); i++) {
                text.append("rule r")
                        .append(i)
                        .append(" {\n")
                        .append(rules.get(i))
                        .append("}\n");
            }
            Path file = Files.writeString(folder.resolve("rules.yar"), text);
            Map<String, List<YaraCommand.Hit>> expected = YaraCommand.scan(file, samples);

            try (Backend backend = Backends.trusted(Map.of("max-occurrences", List.of("1000000")), file)) {
                for (int i = 0; i < files.size(); i++) {
                    List<YaraCommand.Hit> found = new ArrayList<>();
                    Backends.findings(backend, files.get(i)).forEach(each -> found.add(YaraCommand.Hit.of(each)));

                    assertThat(found)
                            .as("%s on %s", text, files.get(i))
                            .isEqualTo(expected.getOrDefault("file" + i, List.of()));
                }
            }
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted((a, b) -> b.compareTo(a))
                        .forEach(path -> path.toFile().delete());
            }
        }
    }

    /** Few letters, so that patterns match; among them some that are not letters, and zeros, as in wide text. */
    private static Arbitrary<String> word(int least, int most) {
        return Arbitraries.strings().withChars("abAB01").ofMinLength(least).ofMaxLength(most);
    }

    @Provide
    Arbitrary<List<String>> files() {
        Arbitrary<String> wide = word(1, 8).map(text -> new String(text.getBytes(UTF_16LE), ISO_8859_1));
        Arbitrary<String> hidden = Combinators.combine(
                        word(4, 8), Arbitraries.integers().between(0, 255))
                .as((text, key) -> {
                    StringBuilder masked = new StringBuilder();
                    text.chars().forEach(letter -> masked.append((char) (letter ^ key)));
                    return masked.toString();
                });
        Arbitrary<String> encoded =
                word(4, 12).map(text -> Base64.getEncoder().encodeToString(text.getBytes(ISO_8859_1)));
        Arbitrary<String> other =
                Arbitraries.strings().withChars(" \n\0\u00ff.x").ofMinLength(1).ofMaxLength(5);
        return Arbitraries.oneOf(word(1, 20), wide, hidden, encoded, other)
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts))
                .list()
                .ofMinSize(1)
                .ofMaxSize(FILES);
    }

    @Provide
    Arbitrary<List<String>> rules() {
        Arbitrary<List<String>> patterns = pattern().list().ofMinSize(1).ofMaxSize(4);
        return Combinators.combine(patterns, condition())
                .as((strings, condition) -> {
                    StringBuilder text = new StringBuilder(" strings:\n");
                    for (int i = 0; i < strings.size(); i++) {
                        text.append("  $s")
                                .append(i)
                                .append(" = ")
                                .append(strings.get(i))
                                .append('\n');
                    }
                    // the first is always there, and all are referred to
                    return text + " condition:\n  (" + condition + ") or any of them\n";
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static Arbitrary<String> pattern() {
        Arbitrary<String> text = Combinators.combine(word(1, 6), textModifiers())
                .as((word, modifiers) -> "\"" + word + "\"" + modifiers);
        Arbitrary<String> masked = Combinators.combine(
                        word(3, 6), Arbitraries.of(" xor", " xor(1-64)", " xor ascii wide", " xor private"))
                .as((word, modifiers) -> "\"" + word + "\"" + modifiers);
        Arbitrary<String> encoded = Combinators.combine(
                        word(3, 6), Arbitraries.of(" base64", " base64wide", " base64 base64wide", " base64 private"))
                .as((word, modifiers) -> "\"" + word + "\"" + modifiers);
        return Arbitraries.oneOf(text, text, masked, encoded, hex(), hex(), regex(), regex());
    }

    private static Arbitrary<String> textModifiers() {
        return Combinators.combine(
                        Arbitraries.of("", " nocase"),
                        Arbitraries.of("", " wide", " wide ascii", " ascii"),
                        Arbitraries.of("", "", " fullword"),
                        Arbitraries.of("", "", "", " private"))
                .as((a, b, c, d) -> a + b + c + d);
    }

    private static Arbitrary<String> hex() {
        Arbitrary<String> letter = Arbitraries.of("61", "62", "41", "42", "30", "31");
        Arbitrary<String> one = Arbitraries.frequencyOf(
                Tuple.of(6, letter),
                Tuple.of(1, Arbitraries.of("??", "6?", "?1", "4?")),
                Tuple.of(1, Arbitraries.of("[1]", "[0-3]", "[2-6]", "[1-250]")),
                Tuple.of(1, Arbitraries.of("( 61 | 62 62 )", "( 41 ?? | 30 )", "( 31 | 6? 61 | 00 )")));
        // a jump stands between bytes
        return Combinators.combine(letter, one.list().ofMaxSize(6), letter)
                .as((first, middle, last) -> "{ " + first + " " + String.join(" ", middle) + " " + last + " }");
    }

    private static Arbitrary<String> regex() {
        Arbitrary<String> piece = Arbitraries.of(
                "a", "b", "A", "0", "1", "[ab]", "[^b]", "\\d", "\\w", ".", "a+", "(ab|ba)", "1{2,3}", "[01]?", "\\bA",
                "(a|b0)+", "\\x61", "(A|)");
        return Combinators.combine(
                        word(2, 4),
                        piece.list().ofMaxSize(4),
                        word(0, 2),
                        Arbitraries.of("", "i", "s", "is"),
                        Arbitraries.of("", " wide", " fullword", " ascii wide", " nocase", " private"))
                .as((start, pieces, end, flags, modifiers) ->
                        "/" + start + String.join("", pieces) + end + "/" + flags + modifiers);
    }

    private static Arbitrary<String> condition() {
        return Arbitraries.of(
                "$s0",
                "$s0 at 0",
                "$s0 in (2..40)",
                "#s0 > 2",
                "#s0 in (0..30) == 1",
                "@s0[1] > 5",
                "!s0[1] == 3",
                "all of them",
                "any of ($s*)",
                "50% of them",
                "none of them",
                "any of them in (0..20)",
                "for any of them : ( # == 2 )",
                "for all i in (1..#s0) : ( @s0[i] % 2 == 0 )",
                "for any i in (1, 3, 9) : ( $s0 at i )",
                "filesize > 60 and uint8(0) == 0x61",
                "for any i in (0..10) : ( uint8(i) == 0x30 and for any j in (0..i) : ( uint8(j) == 0x62 ) )");
    }
}
