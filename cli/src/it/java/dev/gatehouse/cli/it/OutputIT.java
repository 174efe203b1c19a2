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

class OutputIT {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @BeforeEach
    void makeFiles() throws Exception {
        Samples.clean(folder.resolve("in/a \"quoted\" \u0001 name"));
        Samples.write(folder.resolve("in/e.com"), Samples.eicar());
        Launched.in(folder).shell("printf x > $'in/bad\\xff'");
    }

    @Test
    void aDocumentHoldsEveryFileAndTheSummary() throws Exception {
        Result result = Launched.in(folder).run("scan", "--format=json", "in", "nothing");
        JsonNode document = MAPPER.readTree(result.output());
        assertThat(document.get("files")
                        .valueStream()
                        .map(file -> file.get("path").asString()))
                .contains("in/a \"quoted\" \u0001 name", "in/e.com", "in/bad\\xff", "nothing");
        assertThat(document.get("summary").get("infectedFiles").asInt()).isEqualTo(1);
        assertThat(document.get("summary").get("errors").asInt()).isEqualTo(1);
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void aDocumentOfNothingIsValid() throws Exception {
        Files.createDirectory(folder.resolve("none"));
        JsonNode document = MAPPER.readTree(
                Launched.in(folder).run("scan", "--format=json", "none").output());
        assertThat(document.get("files").size()).isZero();
        assertThat(document.get("summary").get("files").asInt()).isZero();
    }

    @Test
    void eachLineIsAnObjectAndTheLastTheSummary() throws Exception {
        List<JsonNode> lines = Launched.in(folder).run("scan", "--format=ndjson", "in").lines().stream()
                .map(MAPPER::readTree)
                .toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.subList(0, 3)).allMatch(line -> line.has("verdict") && line.has("path"));
        assertThat(lines.getLast().has("summary")).isTrue();
    }

    @Test
    void theReportAppearsWholeBesidesTheText() throws Exception {
        Result result = Launched.in(folder).scan("--report=r.json", "in/e.com");
        assertThat(result.output()).isEqualTo("in/e.com: " + Samples.EICAR_NAME + " FOUND\n");
        JsonNode file = MAPPER.readTree(folder.resolve("r.json")).get("files").get(0);
        assertThat(file.get("verdict").asString()).isEqualTo("infected");
        assertThat(file.get("root").get("sha256").asString()).hasSize(64);
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("in", "r.json");
        }
    }

    @Test
    void aReportThatCannotBeWrittenIsRefusedBeforeTheScan() throws Exception {
        Result result = Launched.in(folder).scan("--report=none/r.json", "in");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).isEmpty();
        assertThat(result.error()).startsWith("gatehouse: --report: cannot write beside none/r.json");
    }

    @Test
    void thereAreNoColoursAndNoBarInAPipe() throws Exception {
        Result result = Launched.in(folder).with("TERM", "xterm").scan("in");
        assertThat(result.output()).doesNotContain("\u001b");
        assertThat(result.error()).isEmpty();
    }

    @Test
    void thereAreColoursOnATerminalUnlessNoColorIsSet() throws Exception {
        String onTerminal =
                "script -qec \"'" + Launched.launcher() + "' scan --no-progress --no-summary in\" /dev/null";
        Launched launched = Launched.in(folder).with("TERM", "xterm");
        assertThat(launched.shell(onTerminal).output()).contains("\u001b[31mFOUND\u001b[0m");
        assertThat(launched.with("NO_COLOR", "1").shell(onTerminal).output())
                .contains("FOUND")
                .doesNotContain("\u001b");
    }

    @Test
    void thereIsABarOnATerminalThatLeavesTheLinesWhole() throws Exception {
        String onTerminal = "script -qec \"'" + Launched.launcher() + "' scan --no-summary in\" /dev/null";
        String output = Launched.in(folder)
                .with("TERM", "xterm")
                .with("NO_COLOR", "1")
                .shell(onTerminal)
                .output();
        assertThat(output).contains("Scanning").contains("MiB/s");
        assertThat(output.replaceAll("\r[^\r\n]*\u001b\\[K", "")
                        .replace("\r", "")
                        .lines())
                .contains("in/e.com: " + Samples.EICAR_NAME + " FOUND", "in/bad\\xff: OK");
    }

    @Test
    void aReaderThatStopsReadingEndsTheScanQuietly() throws Exception {
        for (int i = 0; i < 3000; i++) {
            Samples.clean(folder.resolve("many/a-file-with-a-long-name-so-that-the-pipe-is-soon-full-" + i));
        }
        Result result = Launched.in(folder).shell("gatehouse scan many | head -n 1; echo ${PIPESTATUS[0]}");
        assertThat(result.lines()).hasSize(2).last().isEqualTo("141");
        assertThat(result.error()).isEmpty();
    }

    @Test
    void outputThatCannotBeWrittenIsAnError() throws Exception {
        Result result = Launched.in(folder).shell("gatehouse scan in > /dev/full");
        assertThat(result.error()).startsWith("gatehouse: the output cannot be written: ");
        assertThat(result.exitCode()).isEqualTo(2);
    }
}
