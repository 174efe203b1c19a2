package dev.gatehouse.backend.yara;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.Occurrence;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YaraBackendTest {

    private static final String HOUSE = """
            rule house : home safe {
                meta: author = "the house" score = -3 sure = true author = "and its guests"
                strings: $a = "house" $b = { 67 ?? 74 65 } $hidden = "gatehouse" private
                condition: all of them
            }
            """;

    @TempDir
    Path folder;

    @Test
    void tellsRuleNamespaceTagsMetadataAndEachMatch() throws Exception {
        try (Backend backend = Backends.of(folder, HOUSE)) {
            assertThat(Backends.findings(backend, "a gatehouse, a house"))
                    .containsExactly(new Finding(
                            "house",
                            List.of(
                                    new Occurrence("$a", 6, OptionalLong.of(5)),
                                    new Occurrence("$a", 15, OptionalLong.of(5)),
                                    new Occurrence("$b", 2, OptionalLong.of(4))),
                            Map.of(
                                    "namespace", "default",
                                    "tags", "home safe",
                                    "meta.author", "the house\nand its guests",
                                    "meta.score", "-3",
                                    "meta.sure", "true")));
        }
    }

    @Test
    void tellsNoMorePlacesThanAllowed() throws Exception {
        Path rules = Files.writeString(folder.resolve("a.yar"), "rule a { strings: $a = \"ab\" condition: $a }");
        try (Backend backend = Backends.trusted(Map.of("max-occurrences", List.of("3")), rules)) {
            assertThat(Backends.findings(backend, "ab".repeat(50)).getFirst().occurrences())
                    .hasSize(3);
        }
    }

    @Test
    void whatMatchesNothingIsCleanAndSoIsNothingAtAll() throws Exception {
        try (Backend backend = Backends.of(folder, HOUSE)) {
            assertThat(Backends.scan(backend, "a barn")).isEqualTo(new ScanOutcome.Clean());
            assertThat(Backends.scan(backend, "")).isEqualTo(new ScanOutcome.Clean());
        }
    }

    @Test
    void nothingAtAllCanMatchToo() throws Exception {
        try (Backend backend = Backends.of(folder, "rule empty { condition: filesize == 0 }")) {
            assertThat(Backends.findings(backend, "")).hasSize(1);
            assertThat(Backends.findings(backend, "x")).isEmpty();
        }
    }

    @Test
    void endsAtTheFirstRuleWhenOneSuffices() throws Exception {
        try (Backend backend = Backends.of(folder, "rule a { condition: true } rule b { condition: true }")) {
            ScanOutcome one = backend.scan(new MemorySubject(new byte[10]), new ScanContext(Deadline.none(), false));

            assertThat(((ScanOutcome.Infected) one).findings())
                    .extracting(Finding::name)
                    .containsExactly("a");
            assertThat(Backends.findings(backend, "x"))
                    .extracting(Finding::name)
                    .containsExactly("a", "b");
        }
    }

    @Test
    void findsAtAnyPlaceOfThingsOfEverySize() throws Exception {
        try (Backend backend = Backends.of(folder, HOUSE)) {
            for (int size : new int[] {10, 1 << 16, (1 << 16) + 1, 5 << 20, 40 << 20, 129 << 20}) {
                byte[] content = new byte[size];
                byte[] word = "gatehouse ".getBytes(US_ASCII);
                System.arraycopy(word, 0, content, size - word.length, word.length);

                assertThat(Backends.findings(backend, content).getFirst().occurrences())
                        .as("size %s", size)
                        .containsExactly(
                                new Occurrence("$a", size - 6L, OptionalLong.of(5)),
                                new Occurrence("$b", size - 10L, OptionalLong.of(4)));
            }
            try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
                assertThat(left.filter(each -> each.getFileName().toString().startsWith("gatehouse-yara")))
                        .isEmpty();
            }
        }
    }

    @Test
    void aThingAboveTheLimitIsNeverClean() throws Exception {
        Path rules = Files.writeString(folder.resolve("a.yar"), HOUSE);
        try (Backend backend = Backends.trusted(Map.of("max-size", List.of("1K")), rules)) {
            assertThat(reason(Backends.scan(backend, new byte[1025]))).isEqualTo(ReasonCode.BACKEND_LIMIT);
            assertThat(Backends.scan(backend, new byte[1024])).isEqualTo(new ScanOutcome.Clean());
        }
    }

    @Test
    void aThingThatCannotBeCopiedToDiskIsNeverClean() throws Exception {
        Path rules = Files.writeString(folder.resolve("a.yar"), HOUSE);
        Path missing = folder.resolve("missing");
        try (Backend backend = Backends.trusted(Map.of("temporary-folder", List.of(missing.toString())), rules)) {
            assertThat(reason(Backends.scan(backend, new byte[129 << 20]))).isEqualTo(ReasonCode.NO_SPACE);
        }
    }

    @Test
    void aThingThatEndsEarlyOrCannotBeReadIsNeverClean() throws Exception {
        try (Backend backend = Backends.of(folder, HOUSE)) {
            for (Subject subject : List.of(new ShrunkSubject(100, false), new ShrunkSubject(100, true))) {
                ScanOutcome outcome = backend.scan(subject, new ScanContext(Deadline.none(), true));

                assertThat(((ScanOutcome.Failed) outcome).reason().code()).isEqualTo(ReasonCode.CHANGED_DURING_SCAN);
            }
        }
    }

    @Test
    void aPatternThatMatchesWithoutEndIsReported() throws Exception {
        try (Backend backend = Backends.of(folder, "rule a { strings: $a = \"a\" condition: #a == 7 }")) {
            byte[] content = new byte[1_100_000];
            Arrays.fill(content, (byte) 'a');

            assertThat(reason(Backends.scan(backend, content))).isEqualTo(ReasonCode.BACKEND_LIMIT);
        }
    }

    @Test
    void severalSetsOfRulesAreAllHeard() throws Exception {
        Path text = Files.writeString(folder.resolve("a.yar"), "rule a { condition: true }");
        Path other = Files.writeString(folder.resolve("b.yar"), "rule b { condition: true }");
        Path compiled = folder.resolve("b.yac");
        assertThat(new ProcessBuilder("yarac", other.toString(), compiled.toString())
                        .start()
                        .waitFor())
                .isZero();
        assumeTrue(System.getProperty("yara.library") == null);
        try (Backend backend = Backends.trusted(text, compiled)) {
            assertThat(Backends.findings(backend, "x"))
                    .extracting(Finding::name)
                    .containsExactly("a", "b");
            assertThat(backend.identity().signatureVersion()).startsWith("2 rules, sha256 ");
        }
    }

    @Test
    void saysWhoItIs() throws Exception {
        try (Backend backend = Backends.of(folder, HOUSE)) {
            assertThat(backend.identity().vendor()).isEqualTo("VirusTotal");
            assertThat(backend.identity().product()).isEqualTo("YARA");
            assertThat(installedVersion()).startsWith(backend.identity().engineVersion() + ".");
            assertThat(backend.identity().signatureVersion()).startsWith("1 rule, sha256 ");
            assertThat(backend.identity().signatureTime())
                    .contains(Files.getLastModifiedTime(folder.resolve("test.yar"))
                            .toInstant());
            assertThat(backend.identity().capabilities())
                    .containsExactlyInAnyOrder(Capability.MATCHES_PARTS, Capability.ALL_MATCHES);
            assertThat(backend.health()).isEqualTo(new Health.Ready());
        }
    }

    @Test
    void aClosedBackendFailsEveryScan() throws Exception {
        Backend backend = Backends.of(folder, HOUSE);
        backend.close();
        backend.close();

        assertThat(((ScanOutcome.Failed) Backends.scan(backend, "house"))
                        .reason()
                        .code())
                .isEqualTo(ReasonCode.BACKEND_UNAVAILABLE);
        assertThat(backend.health()).isInstanceOf(Health.Unavailable.class);
    }

    @Test
    void aScanWhoseTimeIsOverIsIncompleteAtOnce() throws Exception {
        try (Backend backend = Backends.of(folder, HOUSE)) {
            ScanOutcome outcome =
                    backend.scan(new MemorySubject(new byte[10]), new ScanContext(Deadline.after(Duration.ZERO), true));

            assertThat(reason(outcome)).isEqualTo(ReasonCode.LIMIT_TIME);
        }
    }

    private static ReasonCode reason(ScanOutcome outcome) {
        return ((ScanOutcome.Incomplete) outcome).reasons().getFirst().code();
    }

    private static String installedVersion() throws IOException {
        String chosen = System.getProperty("yara.version");
        if (chosen != null) {
            return chosen;
        }
        Process yara = new ProcessBuilder("yara", "--version").start();
        return new String(yara.getInputStream().readAllBytes(), US_ASCII);
    }
}
