package dev.gatehouse.backend.yara;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.Backend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One file of rules a feature of the language: the backend and the command find the same, at the same places. */
class LanguageTest {

    @TempDir
    static Path folder;

    private static Path samples;

    @BeforeAll
    static void writeSamples() throws IOException {
        samples = Files.createDirectory(folder.resolve("samples"));
        ByteArrayOutputStream mixed = new ByteArrayOutputStream();
        mixed.writeBytes("The gatehouse keeps the house; GateHouse, house-keeper, warehouse.\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        mixed.writeBytes("gatehouse".getBytes(UTF_16LE));
        mixed.writeBytes(new byte[] {0, 1, 2, (byte) 0xF4, 0x23, 0x62, (byte) 0xB4, 0x45, 0x31, 0x33, 0x39});
        for (byte letter : "gatehouse".getBytes(StandardCharsets.US_ASCII)) {
            mixed.write(letter ^ 0x5A);
        }
        mixed.writeBytes(Base64.getEncoder().encode("the gatehouse stands".getBytes(StandardCharsets.US_ASCII)));
        mixed.writeBytes(Base64.getEncoder().encode("a gatehouse".getBytes(UTF_16LE)));
        mixed.writeBytes(" aaaaab ab abbb key=value; k3y v-7 2024-05-17 ".getBytes(StandardCharsets.US_ASCII));
        mixed.writeBytes(new byte[700]);
        mixed.writeBytes("first".getBytes(StandardCharsets.US_ASCII));
        mixed.writeBytes(new byte[900]);
        mixed.writeBytes("second gatehouse".getBytes(StandardCharsets.US_ASCII));
        Files.write(samples.resolve("mixed"), mixed.toByteArray());
        Files.write(samples.resolve("empty"), new byte[0]);
        Files.writeString(samples.resolve("text"), "house ".repeat(40));
        Files.copy(Path.of("/bin/true"), samples.resolve("program"));
        Files.copy(Path.of("/bin/cat"), samples.resolve("another-program"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("features")
    void findsWhatTheCommandFinds(Feature feature) throws Exception {
        Path rules = Files.writeString(folder.resolve(feature.name() + ".yar"), feature.rules());
        Map<String, List<YaraCommand.Hit>> expected = YaraCommand.scan(rules, samples, feature.options());
        assertThat(expected).as("the rules match something").isNotEmpty();

        Map<String, List<String>> settings = new TreeMap<>();
        settings.put("max-occurrences", List.of("1000000"));
        settings.put("external", feature.externals());
        try (Backend backend = Backends.trusted(settings, rules);
                Stream<Path> files = Files.list(samples)) {
            for (Path file : files.toList()) {
                List<YaraCommand.Hit> found = new ArrayList<>();
                Backends.findings(backend, Files.readAllBytes(file))
                        .forEach(each -> found.add(YaraCommand.Hit.of(each)));

                assertThat(found)
                        .as(file.getFileName().toString())
                        .isEqualTo(expected.getOrDefault(file.getFileName().toString(), List.of()));
            }
        }
    }

    /**
     * A feature.
     *
     * @param externals variables, as {@code name=value}
     */
    record Feature(String name, String rules, List<String> externals) {

        String[] options() {
            return externals.stream().flatMap(each -> Stream.of("-d", each)).toArray(String[]::new);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Feature rule(String name, String strings, String condition) {
        String body = strings.isEmpty() ? "" : "strings: " + strings + " ";
        return new Feature(name, "rule r { " + body + "condition: " + condition + " }", List.of());
    }

    private static Feature module(String name, String condition) {
        return new Feature(name, "import \"" + name + "\" rule r { condition: " + condition + " }", List.of());
    }

    private static Feature whole(String name, String rules) {
        return new Feature(name, rules, List.of());
    }

    static Stream<Feature> features() {
        return Stream.of(
                rule("text", "$a = \"gatehouse\"", "$a"),
                rule("escapes", "$a = \"house;\\x20G\" $b = \"\\r\\n\"", "any of them"),
                rule("nocase", "$a = \"gateHOUSE\" nocase", "$a"),
                rule("wide", "$a = \"gatehouse\" wide", "$a"),
                rule("wide-ascii", "$a = \"gatehouse\" wide ascii", "$a"),
                rule("fullword", "$a = \"house\" fullword", "$a"),
                rule("xor", "$a = \"gatehouse\" xor", "$a"),
                rule("xor-range", "$a = \"gatehouse\" xor(0x50-0x60)", "$a"),
                rule("base64", "$a = \"gatehouse\" base64", "$a"),
                rule("base64wide", "$a = \"gatehouse\" base64wide base64", "$a"),
                rule(
                        "base64-alphabet",
                        "$a = \"gatehouse\" base64(\"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/\")",
                        "$a"),
                rule("private-pattern", "$a = \"gatehouse\" private $b = \"house\"", "$a and $b"),
                rule("hex", "$a = { F4 23 62 B4 }", "$a"),
                rule("hex-wildcards", "$a = { F4 ?? 6? B4 }", "$a"),
                rule("hex-jumps", "$a = { F4 [2-4] 45 [1] 33 }", "$a"),
                rule("hex-alternatives", "$a = { F4 ( 23 62 | 62 23 | ?? 99 ) B4 }", "$a"),
                rule("hex-long-jump", "$a = { 66 69 72 73 74 [800-1000] 73 65 63 6F 6E 64 }", "$a"),
                rule("hex-open-jump", "$a = { 66 69 72 73 74 [-] 73 65 63 6F 6E 64 }", "$a"),
                rule("regex", "$a = /[gG]ate[hH]ouse/", "$a"),
                rule("regex-flags", "$a = /gate.house|KEEPS.the/is", "$a"),
                rule("regex-lazy", "$a = /a+?b/ $b = /ab*/ $c = /h.{0,9}?e/", "any of them"),
                rule("regex-classes", "$a = /\\d{4}-\\d\\d-\\d\\d/ $b = /k\\wy\\s*[^ ]/", "any of them"),
                rule("regex-borders", "$a = /\\bhouse\\b/ $b = /\\Bhouse/", "any of them"),
                rule("regex-anchors", "$a = /^The g/", "$a"),
                rule("regex-wide", "$a = /gate[a-z]+/ wide ascii nocase fullword", "$a"),
                rule("at", "$a = \"gatehouse\"", "$a at 4"),
                rule("in", "$a = \"gatehouse\"", "$a in (0..100)"),
                rule("count", "$a = \"house\"", "#a > 3"),
                rule("count-in", "$a = \"house\"", "#a in (0..40) == 2 or #a in (0..20) == 3"),
                rule("offset", "$a = \"house\"", "@a[2] == 24 or @a == 0"),
                rule("length", "$a = /a+b/", "!a[1] == 6"),
                rule("of", "$a = \"house\" $b = \"keeps\" $c = \"nowhere\"", "2 of them"),
                rule("of-set", "$a1 = \"house\" $a2 = \"keeps\" $b = \"nowhere\"", "all of ($a*) and not $b"),
                rule("percent-of", "$a = \"house\" $b = \"keeps\" $c = \"nowhere\"", "50% of them"),
                rule("none-of", "$a = \"nowhere\" $b = \"no-one\"", "none of them"),
                rule("of-in", "$a = \"house\" $b = \"keeps\"", "any of them in (0..30)"),
                rule("for-of", "$a = \"house\" $b = \"gatehouse\"", "for any of them : ( # > 2 and @ < 10 )"),
                rule("for-in", "$a = \"house\"", "for all i in (1..3) : ( @a[i] < 60 )"),
                rule("for-list", "$a = \"house\"", "for any i in (1, 4, 8) : ( $a at i )"),
                rule(
                        "nested-loops",
                        "$a = \"house\" $b = \"keeps\"",
                        "for any i in (1..#a) : ( for any j in (1..#b) : ( @a[i] < @b[j] ) )"),
                rule("anonymous", "$ = \"house\" $ = \"keeps\"", "all of them"),
                rule("filesize", "", "filesize > 1KB and filesize < 1MB"),
                rule("entrypoint", "$a = { ?? }", "$a at entrypoint"),
                rule("uint", "", "uint32(0) == 0x464C457F or uint16be(0) == 0x5468"),
                rule("arithmetic", "", "(filesize * 2 + 1) % 2 == 1 and filesize \\ 2 < 1000000 and 1 << 4 | 3 == 19"),
                rule("defined", "", "not defined uint32(filesize)"),
                whole("rule-reference", "rule a { strings: $a = \"house\" condition: $a } rule b { condition: a }"),
                whole(
                        "rule-set",
                        "rule a1 { condition: true } rule a2 { condition: false } rule b { condition: 1 of (a*) }"),
                whole("global", "global rule g { condition: filesize > 100 } rule a { condition: true }"),
                whole("private-rule", "private rule p { condition: true } rule a { condition: p }"),
                new Feature(
                        "externals",
                        "rule r { condition: number == 7 and truth and real > 1.0 and text contains \"gate\""
                                + " and text icontains \"GATE\" and text startswith \"the\" and text endswith \"house\""
                                + " and text iequals \"THE gatehouse\" and text matches /g.te/ }",
                        List.of("number=7", "truth=true", "real=1.5", "text=the gatehouse")),
                module("pe", "not pe.is_pe"),
                module("elf", "elf.number_of_sections > 5 and elf.machine == elf.EM_X86_64"),
                module("math", "math.entropy(0, filesize) > 4.0"),
                module(
                        "hash",
                        "hash.md5(0, filesize) == \"d41d8cd98f00b204e9800998ecf8427e\" or hash.crc32(0, 4) != 0"),
                module("time", "time.now() > 1"),
                module("magic", "magic.mime_type() contains \"text\" or magic.type() contains \"ELF\""),
                module("dotnet", "not defined dotnet.version"),
                module("cuckoo", "not cuckoo.network.http_get(/x/)"),
                rule("overlaps", "$a = { 61 61 } $b = \"aa\" $c = /aa/", "any of them"),
                rule("many", "$a = { 00 }", "$a"),
                rule("long-match", "$a = /first\\x00{850,950}second/", "$a"));
    }
}
