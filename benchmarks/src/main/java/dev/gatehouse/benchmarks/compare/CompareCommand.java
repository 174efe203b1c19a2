package dev.gatehouse.benchmarks.compare;

import dev.gatehouse.benchmarks.ChildProcess;
import dev.gatehouse.benchmarks.ResultsFile;
import dev.gatehouse.benchmarks.WorkFolder;
import dev.gatehouse.benchmarks.corpus.FileClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares whole processes. */
@Command(
        name = "compare",
        description = "Run Gatehouse and its peers over the same files with the same database, by turns.",
        mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final WorkFolder work = new WorkFolder();

    @Option(names = "--name", required = true, description = "The section of the results that this is written to.")
    private String name = "";

    @Option(
            names = "--database",
            split = ",",
            description = "Databases that `bench databases` made; with several, curves are drawn"
                    + " (default: ${DEFAULT-VALUE}).")
    private List<String> databases = List.of("small");

    @Option(
            names = "--classes",
            split = ",",
            description = "Classes of the corpus: elf, pe, text, html, debs, jars, small (default: all).")
    private List<String> classes = List.of();

    @Option(
            names = "--files",
            paramLabel = "NAME=PATH",
            description = "Other files and folders instead, under a name. Repeatable; paths of one name are one.")
    private List<String> files = List.of();

    @Option(
            names = "--programs",
            split = ",",
            description = "gatehouse, gatehouse-compiled, clamscan, clamd, yara, sha256sum, cat (default: all).")
    private List<String> programs = List.of();

    @Option(names = "--rounds", description = "How often each one runs (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description = "What took longer runs once only (default: ${DEFAULT-VALUE}).")
    private double patience = 60;

    @Option(names = "--processor", description = "The processor that all are bound to (default: ${DEFAULT-VALUE}).")
    private int processor = Runtime.getRuntime().availableProcessors() - 1;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "Where RESULTS.md and results/ are (default: the benchmarks folder).")
    private Path results = home().resolve("benchmarks");

    @Option(names = "--launcher", hidden = true, description = "The gatehouse that is measured.")
    private Path launcher = home().resolve("gatehouse");

    /** Made by picocli. */
    public CompareCommand() {}

    private static Path home() {
        return Path.of(System.getProperty("bench.home", ".")).toAbsolutePath().normalize();
    }

    @Override
    public Integer call() throws IOException {
        Path temporary = Files.createDirectories(work.temporary());
        Stopwatch stopwatch = new Stopwatch(temporary, processor);
        List<Contender> contenders = contenders();
        List<Target> targets = targets();
        Target tiny = tiny(temporary);
        List<Target> all = new ArrayList<>(targets);
        all.addFirst(tiny);
        Comparison comparison = new Comparison(new Commands(launcher), stopwatch, temporary, rounds, patience);
        List<Database> opened = new ArrayList<>();
        List<Run> runs = new ArrayList<>();
        for (String database : databases) {
            Database each = open(database, temporary);
            opened.add(each);
            runs.addAll(comparison.run(each, contenders, all));
        }
        Figures figures = new Figures(runs, tiny);
        Table table = new Table(figures, contenders, tiny);
        StringBuilder text = new StringBuilder("## " + name + "\n\n");
        text.append(Machine.describe(launcher, temporary));
        text.append("- `benchmarks/bench ")
                .append(String.join(" ", commandLine()))
                .append("`\n- all programs on one processor; medians of interleaved runs; MB are of 10^6 bytes\n\n");
        opened.forEach(database -> text.append(table.markdown(database, all)).append('\n'));
        Path raw = Files.createDirectories(results.resolve("results"));
        RawData.write(raw.resolve(name + ".json"), runs);
        if (opened.size() > 1) {
            for (String file : new Charts(figures, contenders, opened).write(raw, name, tiny, targets)) {
                text.append("![](results/").append(file).append(")\n");
            }
        }
        new ResultsFile(results.resolve("RESULTS.md")).write(name, text.toString());
        System.out.println(text);
        return 0;
    }

    private List<String> commandLine() {
        List<String> words = new ArrayList<>();
        String user = System.getProperty("user.home");
        spec.commandLine().getParseResult().originalArgs().forEach(word -> words.add(word.replace(user, "~")));
        return words;
    }

    private List<Contender> contenders() {
        if (programs.isEmpty()) {
            return List.of(Contender.values());
        }
        return programs.stream()
                .map(each -> Contender.named(each).orElseThrow(() -> unknown("program", each)))
                .toList();
    }

    private List<Target> targets() throws IOException {
        Map<String, List<Path>> paths = new LinkedHashMap<>();
        for (String each : files) {
            int equals = each.indexOf('=');
            if (equals < 0) {
                throw unknown("name and path", each);
            }
            paths.computeIfAbsent(each.substring(0, equals), _ -> new ArrayList<>())
                    .add(Path.of(each.substring(equals + 1)).toAbsolutePath());
        }
        if (files.isEmpty()) {
            for (FileClass each : FileClass.values()) {
                if (classes.isEmpty() || classes.contains(each.folder())) {
                    paths.put(each.folder(), List.of(work.corpus().resolve(each.folder())));
                }
            }
        }
        List<Target> targets = new ArrayList<>();
        for (Map.Entry<String, List<Path>> entry : paths.entrySet()) {
            targets.add(Target.of(entry.getKey(), entry.getValue()));
        }
        return targets;
    }

    private ParameterException unknown(String what, String value) {
        return new ParameterException(spec.commandLine(), "'" + value + "' is no " + what);
    }

    private static Target tiny(Path folder) throws IOException {
        Path file = folder.resolve("tiny.txt");
        Files.writeString(file, "Nothing to see here.\n");
        return Target.of("one tiny file", List.of(file));
    }

    private Database open(String database, Path temporary) throws IOException {
        Path folder = work.databases().resolve(database);
        if (!Files.isDirectory(folder)) {
            throw unknown("database in " + work.databases(), database);
        }
        return Database.in(folder, compile(folder, temporary.resolve(database + ".ghdb")));
    }

    /** Compiles a database where the command line has a command for it. */
    private Optional<Path> compile(Path folder, Path file) throws IOException {
        Path output = work.temporary().resolve("build.txt");
        ChildProcess.code(work.temporary(), List.of(launcher.toString(), "signatures", "--help"), output);
        if (Files.readAllLines(output).stream().noneMatch(line -> line.matches("\\s+build\\b.*"))) {
            return Optional.empty();
        }
        List<String> whole = new ArrayList<>(List.of(launcher.toString(), "signatures", "build"));
        whole.addAll(List.of(folder.toString(), "-o", file.toString()));
        ChildProcess.run(work.temporary(), whole);
        return Optional.of(file);
    }
}
