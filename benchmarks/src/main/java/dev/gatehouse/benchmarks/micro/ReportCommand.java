package dev.gatehouse.benchmarks.micro;

import dev.gatehouse.benchmarks.ResultsFile;
import dev.gatehouse.benchmarks.chart.LineChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts what JMH measured into the results. */
@Command(
        name = "report",
        description = "Put a JSON file of JMH's into the results: a table, and curves over the number of patterns.",
        mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {

    private static final String PATTERNS = "patterns";

    @Option(names = "--name", required = true, description = "The section of the results that this is written to.")
    private String name = "";

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "Where RESULTS.md and results/ are (default: the benchmarks folder).")
    private Path results = Path.of(System.getProperty("bench.home", ".")).resolve("benchmarks");

    @Parameters(paramLabel = "FILE", description = "What JMH wrote with -rf json.")
    private Path file = Path.of("jmh.json");

    /** Made by picocli. */
    public ReportCommand() {}

    @Override
    public Integer call() throws IOException {
        List<Score> scores = Score.read(file);
        Path raw = Files.createDirectories(results.resolve("results"));
        Files.writeString(raw.resolve(name + ".json"), Score.withoutPaths(file));
        StringBuilder text = new StringBuilder("## " + name + "\n\n");
        text.append("| benchmark | parameters | score | ± | unit |\n|---|---|--:|--:|---|\n");
        for (Score score : scores) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %,.1f | %,.1f | %s |%n",
                    score.benchmark(),
                    words(score.parameters()),
                    score.value(),
                    score.error(),
                    score.unit()));
        }
        for (Map.Entry<String, List<Score>> entry : scores.stream()
                .filter(score -> score.parameters().containsKey(PATTERNS))
                .collect(Collectors.groupingBy(Score::benchmark, TreeMap::new, Collectors.toList()))
                .entrySet()) {
            String drawing = name + "-" + entry.getKey() + ".svg";
            Files.writeString(raw.resolve(drawing), chart(entry.getKey(), entry.getValue()));
            text.append("\n![](results/").append(drawing).append(")\n");
        }
        new ResultsFile(results.resolve("RESULTS.md")).write(name, text.toString());
        return 0;
    }

    private static String chart(String benchmark, List<Score> scores) {
        Map<String, List<LineChart.Point>> lines = new TreeMap<>();
        for (Score score : scores) {
            Map<String, String> others = new TreeMap<>(score.parameters());
            double patterns = Double.parseDouble(others.getOrDefault(PATTERNS, "1"));
            others.remove(PATTERNS);
            lines.computeIfAbsent(others.isEmpty() ? benchmark : words(others), _ -> new ArrayList<>())
                    .add(new LineChart.Point(patterns, score.value()));
        }
        List<LineChart.Line> drawn = lines.entrySet().stream()
                .map(line -> new LineChart.Line(line.getKey(), line.getValue()))
                .toList();
        return new LineChart(benchmark, PATTERNS, scores.getFirst().unit(), drawn).svg();
    }

    private static String words(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(" "));
    }
}
