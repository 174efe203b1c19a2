package dev.gatehouse.backend.yara;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules run in this process only if the operator vouches for them, or did so for the very same ones before. */
class TrustTest {

    @TempDir
    Path folder;

    private Path rules;
    private Path included;
    private Path compiled;

    @BeforeEach
    void writeRules() throws Exception {
        included = Files.writeString(folder.resolve("b.inc"), "rule b { condition: number == 1 }");
        rules = Files.writeString(
                folder.resolve("a.yar"), "include \"b.inc\"\nrule a { strings: $a = /x.*y/ condition: b or $a }");
        compiled = folder.resolve("compiled");
    }

    private Backend open(String... more) throws BackendUnavailableException {
        return open(rules, more);
    }

    private Backend open(Path from, String... more) throws BackendUnavailableException {
        Map<String, List<String>> values = new TreeMap<>();
        values.put("rules", List.of(from.toString()));
        values.put("external", List.of("number=1"));
        values.put("compiled-folder", List.of(compiled.toString()));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], List.of(more[i + 1]));
        }
        return new YaraProvider().open(Backends.configuration(values));
    }

    private void assertRefused(Path from, String... more) {
        assertThatThrownBy(() -> open(from, more))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining(from.toString())
                .hasMessageContaining("wrap this backend in one of type contained")
                .hasMessageContaining("trust: rules");
    }

    private Path kept(String suffix) throws Exception {
        try (Stream<Path> files = Files.list(compiled)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void rulesThatNobodyVouchesForAreRefusedWithTheWayOut() {
        assertRefused(rules);
        assertRefused(rules, "trust", "contained");
    }

    @Test
    void theyAreRefusedBeforeLibyaraIsEvenLookedFor() {
        assertRefused(rules, "library", "libno-such-thing.so.1");
    }

    @Test
    void aProcessThatMayEndRunsThem() throws Exception {
        System.setProperty(Trust.SANDBOX_PROPERTY, "true");
        try (Backend backend = open()) {
            assertThat(Backends.findings(backend, "z"))
                    .extracting(Finding::name)
                    .containsExactly("b", "a");
            assertThat(compiled).as("but it vouches for nothing").isEmptyDirectory();
        } finally {
            System.clearProperty(Trust.SANDBOX_PROPERTY);
        }
    }

    @Test
    void whatWasVouchedForOnceIsTrustedUntilItChanges() throws Exception {
        String version;
        try (Backend backend = open("trust", "rules")) {
            version = backend.identity().signatureVersion();
        }
        try (Backend backend = open()) {
            assertThat(Backends.findings(backend, "z"))
                    .extracting(Finding::name)
                    .containsExactly("b", "a");
            assertThat(backend.identity().signatureVersion()).isEqualTo(version);
        }
        try (Backend backend = open(kept(".yac"))) {
            assertThat(Backends.findings(backend, "z")).hasSize(2);
        }

        assertRefused(rules, "external", "number=2");
        String text = Files.readString(included);
        Files.writeString(included, text + " ");
        assertRefused(rules);
        Files.writeString(included, text);
        open().close();
    }

    @Test
    void theKeptRulesAreThoseOfTheCommandToo() throws Exception {
        assumeTrue(System.getProperty("yara.library") == null);
        open("trust", "rules").close();

        assertThat(YaraCommand.scan(kept(".yac"), included, "-C").values())
                .containsExactly(List.of(new YaraCommand.Hit("b", List.of()), new YaraCommand.Hit("a", List.of())));
    }

    @Test
    void keptRulesThatWereAlteredAreNotTrusted() throws Exception {
        open("trust", "rules").close();
        byte[] bytes = Files.readAllBytes(kept(".yac"));
        bytes[bytes.length - 1] ^= 1;
        Files.write(kept(".yac"), bytes);

        assertRefused(rules);
        assertRefused(kept(".yac"));
        open("trust", "rules").close();
        open().close();
    }

    @Test
    void compiledRulesFromElsewhereAreNotTrusted() throws Exception {
        open("trust", "rules").close();
        Path copy = Files.copy(kept(".yac"), folder.resolve("copy.yac"));

        assertRefused(copy);
        open(copy, "trust", "rules").close();
    }

    @Test
    void aFolderThatOthersCanWriteToVouchesForNothing() throws Exception {
        open("trust", "rules").close();
        Files.setPosixFilePermissions(compiled, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(this::open).hasMessageContaining("nobody else may write to it");
    }

    @Test
    void warningsAreKeptWithTheRules() throws Exception {
        open("trust", "rules").close();

        assertThat(Files.readString(kept(".note"))).contains("warning " + rules + ":2: warning: ");
    }

    @Test
    void withoutLibyaraItSaysWhatToInstall() {
        assertThatThrownBy(() -> YaraLibrary.load(List.of("libno-such-thing.so.1", "libno-such-thing.so.2")))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("libno-such-thing.so.2")
                .hasMessageContaining("apt-get install libyara10")
                .hasMessageContaining("libyara9");
    }

    @Test
    void anotherLibraryIsNotTakenForLibyara() {
        assertThatThrownBy(() -> YaraLibrary.load(List.of("libc.so.6")))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("it has no function yr_");
    }

    @Test
    void aProviderCanBeAskedWithoutLibyara() {
        YaraProvider provider = new YaraProvider();

        assertThat(provider.type()).isEqualTo("yara");
        assertThatThrownBy(() -> provider.open(new BackendConfiguration("empty", Map.of())))
                .hasMessageContaining("there are no rules");
    }
}
