package dev.gatehouse.backend.yara;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where rules come from, and what is said of those that are wrong. */
class RulesTest {

    @TempDir
    Path folder;

    private Path write(String name, String rules) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, rules);
    }

    @Test
    void aFileIncludesOthersByPathsFromWhereItIs() throws Exception {
        write("lib/deep/c.yar", "rule c { condition: true }");
        write("lib/b.yar", "include \"deep/c.yar\"\nrule b { condition: c }");
        Path a = write("a.yar", "include \"./lib/b.yar\"\nrule a { condition: b }");

        try (Backend backend = Backends.trusted(a)) {
            assertThat(Backends.findings(backend, "x"))
                    .extracting(Finding::name)
                    .containsExactly("c", "b", "a");
        }
    }

    @Test
    void anErrorInAnIncludedFileIsToldWithItsOwnNameAndLine() throws Exception {
        Path b = write("lib/b.yar", "rule b {\n  condition:\n    nothing_of_this_name\n}\n");
        Path a = write("a.yar", "\ninclude \"lib/b.yar\"\n");

        assertThatThrownBy(() -> Backends.trusted(a))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining(b + ":3: error: undefined identifier \"nothing_of_this_name\"");
    }

    @Test
    void anIncludedFileThatIsNotThereIsToldWithTheLineThatWantsIt() throws Exception {
        Path a = write("a.yar", "rule a { condition: true }\ninclude \"absent.yar\"\n");

        assertThatThrownBy(() -> Backends.trusted(a))
                .hasMessageContaining(a + ":2: error: ")
                .hasMessageContaining("absent.yar");
    }

    @Test
    void filesThatIncludeEachOtherAreRefused() throws Exception {
        write("b.yar", "include \"a.yar\"");
        Path a = write("a.yar", "include \"b.yar\"");

        assertThatThrownBy(() -> Backends.trusted(a))
                .hasMessageContaining("error: ")
                .hasMessageContaining("include");
    }

    @Test
    void everyErrorOfAFileIsTold() throws Exception {
        Path a = write(
                "a.yar",
                "rule a { condition: one }\nrule b { condition: true }\nrule c { strings: $x = \"y\" condition: true }\n");

        assertThatThrownBy(() -> Backends.trusted(a))
                .hasMessageContaining(a + ":1: error: ")
                .hasMessageContaining(a + ":3: error: unreferenced string \"$x\"");
    }

    /** After an error, libyara's compiler must be thrown away; the next one knows nothing of it. */
    @Test
    void rulesWithAnErrorLeaveNothingBehind() throws Exception {
        Path wrong = write("wrong.yar", "rule a { strings: $a = { 0 } condition: $a }");
        Path right = write("right.yar", "rule a { condition: true }");

        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> Backends.trusted(right, wrong)).hasMessageContaining("wrong.yar:1: error: ");
            try (Backend backend = Backends.trusted(right)) {
                assertThat(Backends.findings(backend, "x")).hasSize(1);
            }
        }
    }

    @Test
    void aRegularExpressionOfThousandsOfLevelsIsAnErrorOrARule() throws Exception {
        String deep = "(".repeat(4_000) + "ab" + ")".repeat(4_000);
        Path a = write("a.yar", "rule a { strings: $a = /" + deep + "/ condition: $a }");

        try (Backend backend = Backends.trusted(a)) {
            assertThat(Backends.findings(backend, "ab")).hasSize(1);
        } catch (BackendUnavailableException e) {
            assertThat(e).hasMessageContaining("a.yar:1: error: ");
        }
    }

    @Test
    void eachFileOfAFolderIsANamespaceOfItsOwn() throws Exception {
        write("set/a.yar", "rule same { condition: true }");
        write("set/more/b.yara", "rule same { condition: true }");
        write("set/notes.txt", "no rules");

        try (Backend backend = Backends.trusted(folder.resolve("set"))) {
            assertThat(Backends.findings(backend, "x"))
                    .extracting(finding -> finding.metadata().get("namespace"))
                    .containsExactly("a.yar", "more/b.yara");
        }
    }

    @Test
    void aNameThatTwoFilesOfOneNamespaceHaveIsAnError() throws Exception {
        Path a = write("a.yar", "rule same { condition: true }");
        Path b = write("b.yar", "rule same { condition: true }");

        assertThatThrownBy(() -> Backends.trusted(a, b)).hasMessageContaining("b.yar:1: error: duplicated identifier");
    }

    @Test
    void aFolderWithoutRulesIsRefused() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThatThrownBy(() -> Backends.trusted(empty)).hasMessageContaining("there is no file of rules in");
    }

    @Test
    void anEmptyFileHasNoRules() throws Exception {
        try (Backend backend = Backends.trusted(write("a.yar", ""))) {
            assertThat(backend.identity().signatureVersion()).startsWith("0 rules");
            assertThat(Backends.findings(backend, "x")).isEmpty();
        }
    }

    @Test
    void slowRulesAreToldWithFileAndLine() throws Exception {
        Path a = write("a.yar", "\nrule a { strings: $slow = /a.*b/s condition: $slow }");
        YaraLibrary library = YaraLibrary.load(Backends.library());

        CompiledRules compiled = RuleCompiler.compile(library, List.of(new RuleSource(a, "default")), List.of());

        try (NativeRules _ = compiled.rules()) {
            assertThat(compiled.warnings())
                    .extracting(RuleDiagnostic::render)
                    .anySatisfy(warning ->
                            assertThat(warning).startsWith(a + ":2: warning: ").contains("$slow"));
        }
    }

    @Test
    void aVariableThatIsNotDefinedIsAnErrorAndOneOfAnotherTypeToo() throws Exception {
        Path a = write("a.yar", "rule a { condition: number > 3 }");

        assertThatThrownBy(() -> Backends.trusted(a)).hasMessageContaining("undefined identifier \"number\"");
        assertThatThrownBy(() -> Backends.trusted(Map.of("external", List.of("number=word")), a))
                .hasMessageContaining("a.yar:1: error: ");
        try (Backend backend = Backends.trusted(Map.of("external", List.of("number=4")), a)) {
            assertThat(Backends.findings(backend, "x")).hasSize(1);
        }
        try (Backend backend = Backends.trusted(Map.of("external", List.of("number=3")), a)) {
            assertThat(Backends.findings(backend, "x")).isEmpty();
        }
    }

    @Test
    void compiledRulesThatAreDamagedAreRefused() throws Exception {
        Path a = write("a.yac", "YARA and nothing else");

        assertThatThrownBy(() -> Backends.trusted(a))
                .hasMessageContaining("a.yac: ")
                .hasMessageContaining("libyara's error");
    }
}
