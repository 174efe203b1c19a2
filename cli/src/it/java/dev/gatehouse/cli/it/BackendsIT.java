package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.Launched.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BackendsIT {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** The house matcher twice: one knows the test file, the other a word. */
    private static final String TWO = """
            backends:
              - name: house
                type: builtin
                signatures: []
              - name: words
                type: builtin
                bundled: false
                signatures: words.ndb
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws Exception {
        Samples.write(folder.resolve("eicar.com"), Samples.eicar());
        Samples.clean(folder.resolve("clean.txt"));
        Files.writeString(folder.resolve("words.ndb"), "My.Word:0:*:6d6174746572\n");
        Files.writeString(folder.resolve("two.yaml"), TWO);
    }

    @Test
    void listsWhatIsInstalledAndConfigured() throws Exception {
        Result result = run("backends", "list", "--config=two.yaml");

        assertThat(result.error()).isEmpty();
        assertThat(result.lines().getFirst()).startsWith("installed types: ").contains("builtin");
        assertThat(result.lines())
                .anySatisfy(line ->
                        assertThat(line).matches("house +builtin +primary +ready +Gatehouse builtin \\S+ +\\d+ +-"))
                .anySatisfy(line ->
                        assertThat(line).matches("words +builtin +second +ready +Gatehouse builtin \\S+ +1 +-"));
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void listsAsJsonWithTheKeysOfEachType() throws Exception {
        JsonNode list = MAPPER.readTree(
                run("backends", "list", "--json", "--config=two.yaml").output());

        assertThat(list.get("types")
                        .valueStream()
                        .filter(type -> type.get("type").asString().equals("builtin")))
                .singleElement()
                .satisfies(type ->
                        assertThat(type.get("keys").findValuesAsString("name")).contains("signatures"));
        assertThat(list.get("backends").findValuesAsString("name")).containsExactly("house", "words");
        assertThat(list.get("backends").get(1).get("state").asString()).isEqualTo("ready");
    }

    @Test
    void aBackendThatCannotBeOpenedIsListedWithWhatToDo() throws Exception {
        Files.delete(folder.resolve("words.ndb"));

        Result result = run("backends", "list", "--config=two.yaml");

        assertThat(result.lines())
                .anySatisfy(line -> assertThat(line).matches("words +builtin +second +unavailable +- +- +-"))
                .anySatisfy(line -> assertThat(line).startsWith("words: words: signatures cannot be read"));
    }

    @Test
    void checkFindsTheTestFileAndNothingInTheCleanOne() throws Exception {
        Result result = run("backends", "check", "builtin");

        assertThat(result.lines())
                .anySatisfy(line -> assertThat(line).startsWith("test file: found " + Samples.EICAR_NAME))
                .anySatisfy(line -> assertThat(line).startsWith("clean file: nothing found, "));
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void checkTellsOfABackendThatMissesTheTestFile() throws Exception {
        Result result = run("backends", "check", "--config=two.yaml", "words");

        assertThat(result.lines()).anySatisfy(line -> assertThat(line).startsWith("test file: nothing found"));
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void checkOfWhatIsNotThereSaysWhatIs() throws Exception {
        Result result = run("backends", "check", "--config=two.yaml", "nobody");

        assertThat(result.error())
                .startsWith("gatehouse: no backend is named nobody: configured house, words, installed types ");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void severalBackendsScanAsConfigured() throws Exception {
        Result result = run("scan", "--jobs=1", "--config=two.yaml", "eicar.com", "clean.txt");

        assertThat(result.lines())
                .contains("eicar.com: " + Samples.EICAR_NAME + " FOUND", "clean.txt: My.Word FOUND")
                .anySatisfy(line -> assertThat(line).startsWith("Engine house: "))
                .anySatisfy(
                        line -> assertThat(line).matches("Work words: \\d parts in .* 1 files infected, 0 not judged"));
    }

    @Test
    void theRuleDecidesHowManyMustFindSomething() throws Exception {
        Result result = scan("--config=two.yaml", "--rule=all", "eicar.com");

        assertThat(result.lines())
                .containsExactly("eicar.com: OK", "eicar.com: " + Samples.EICAR_NAME + " by house OUTVOTED");
        assertThat(result.exitCode()).isZero();
        assertThat(scan("--config=two.yaml", "--rule=quorum:3", "eicar.com").error())
                .contains("the rule of the lineup wants 3 votes, but only 2 of its backends count");
    }

    @Test
    void namedBackendsScanAlone() throws Exception {
        assertThat(scan("--config=two.yaml", "--backend=words", "eicar.com", "clean.txt")
                        .lines())
                .containsExactlyInAnyOrder("eicar.com: OK", "clean.txt: My.Word FOUND");
        assertThat(scan("--config=two.yaml", "--backend=builtin", "eicar.com").lines())
                .containsExactly("eicar.com: " + Samples.EICAR_NAME + " FOUND");
        assertThat(scan("--config=two.yaml", "--backend=words", "--backend=house", "eicar.com")
                        .lines())
                .containsExactly("eicar.com: " + Samples.EICAR_NAME + " FOUND");
    }

    @Test
    void theReportTellsWhatEachBackendDid() throws Exception {
        JsonNode report = MAPPER.readTree(scan("--config=two.yaml", "--format=ndjson", "eicar.com")
                .lines()
                .getFirst());

        List<JsonNode> backends = report.get("backends").valueStream().toList();
        assertThat(backends)
                .extracting(backend -> backend.get("name").asString())
                .containsExactly("house", "words");
        assertThat(backends)
                .extracting(backend -> backend.get("outcome").asString())
                .containsExactly("infected", "clean");
        assertThat(backends.getFirst().get("timeMillis").asDouble()).isPositive();
        assertThat(backends.getFirst().get("product").asString()).isEqualTo("Gatehouse builtin");
    }

    @Test
    void aBackendThatCannotBeOpenedLeavesNoFileClean() throws Exception {
        Files.delete(folder.resolve("words.ndb"));

        Result result = scan("--config=two.yaml", "clean.txt");

        assertThat(result.error())
                .startsWith("gatehouse: warning: words takes no part: words: signatures cannot be read");
        assertThat(result.lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("clean.txt: backend-unavailable: words: ")
                        .endsWith(" INCOMPLETE"));
        assertThat(result.exitCode()).isEqualTo(2);
    }

    private Result scan(String... arguments) throws Exception {
        return Launched.in(folder).scan(arguments);
    }

    private Result run(String... arguments) throws Exception {
        return Launched.in(folder).run(arguments);
    }
}
