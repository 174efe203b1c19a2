package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.Launched.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A scan that reports in lines of JSON, read back, with the most memory that its process held.
 *
 * @param files what it said of each file, by path
 * @param result its exit code and what it wrote
 * @param peakMiB the process's peak resident set
 */
record JsonScan(Map<String, FileReport> files, Result result, long peakMiB) {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** A name at a path of members, outermost first: of a signature that was found, or of a reason's code. */
    record Located(String what, List<String> path) {

        /** At a path below the file; none for the file itself. */
        static Located at(String what, String... path) {
            return new Located(what, List.of(path));
        }
    }

    /** What the scan said of one file. */
    record FileReport(
            String path, String verdict, List<Located> findings, List<Located> reasons, long parts, Duration time) {

        List<String> reasonCodes() {
            return reasons.stream().map(Located::what).distinct().toList();
        }
    }

    /**
     * Scans in a folder. Every line must be valid JSON, each file must have one line, and nothing may be said beside.
     *
     * @param javaOptions options of the virtual machine
     */
    static JsonScan run(Path folder, String javaOptions, String... arguments) throws IOException, InterruptedException {
        Path peak = Files.createTempFile("peak", ".txt");
        String quoted = Arrays.stream(arguments).map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Result result = Launched.in(folder)
                .with("GATEHOUSE_JAVA_OPTS", javaOptions)
                .shell("exec /usr/bin/time -q -o '" + peak + "' -f %M '" + Launched.launcher()
                        + "' scan --format=ndjson " + quoted);
        long peakKiB = Long.parseLong(Files.readString(peak).strip());
        Files.delete(peak);
        assertThat(result.error()).isEmpty();
        List<String> lines = result.lines();
        assertThat(lines).isNotEmpty();
        Map<String, FileReport> files = new LinkedHashMap<>();
        for (String line : lines.subList(0, lines.size() - 1)) {
            FileReport report = report(MAPPER.readTree(line));
            assertThat(files.put(report.path(), report)).as(report.path()).isNull();
        }
        assertThat(MAPPER.readTree(lines.getLast()).has("summary")).isTrue();
        return new JsonScan(files, result, peakKiB >> 10);
    }

    /** What was said of the file at a path, which must be there. */
    FileReport file(String path) {
        FileReport report = files.get(path);
        if (report == null) {
            throw new AssertionError(path + " is not among " + files.keySet());
        }
        return report;
    }

    private static FileReport report(JsonNode line) {
        return new FileReport(
                line.get("path").asString(),
                line.get("verdict").asString(),
                located(line.get("findings"), "name"),
                located(line.get("reasons"), "code"),
                line.path("parts").asLong(0),
                Duration.ofNanos((long) (line.path("timeMillis").asDouble(0) * 1e6)));
    }

    private static List<Located> located(JsonNode nodes, String what) {
        List<Located> located = new ArrayList<>();
        for (JsonNode node : nodes) {
            List<String> path = new ArrayList<>();
            node.path("path").forEach(name -> path.add(name.asString()));
            located.add(new Located(node.get(what).asString(), path));
        }
        return located;
    }
}
