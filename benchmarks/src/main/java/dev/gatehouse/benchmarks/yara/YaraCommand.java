package dev.gatehouse.benchmarks.yara;

import dev.gatehouse.benchmarks.ChildProcess;
import dev.gatehouse.benchmarks.ResultsFile;
import dev.gatehouse.benchmarks.WorkFolder;
import dev.gatehouse.benchmarks.compare.Machine;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the YARA backend and the {@code yara} command by turns, each as a whole process. */
@Command(
        name = "yara",
        description = "Measure the YARA backend beside the yara command, on the same rules and files.",
        mixinStandardHelpOptions = true)
public final class YaraCommand implements Callable<Integer> {

    private static final double GOAL = 0.95;
    private static final int[] TRAINING_BYTES = {100, 100_000, 5_000_000};
    private static final List<String> NEEDED = List.of("gatehouse-spi-", "gatehouse-backend-yara-");
    private static final int TRAINING_FILES = 20;

    @Mixin
    private WorkFolder work = new WorkFolder();

    @Option(names = "--rules", paramLabel = "FILE", description = "The rules (default: made ones).")
    private @Nullable Path rules;

    @Option(names = "--made", paramLabel = "N", description = "How many rules are made (default: ${DEFAULT-VALUE}).")
    private int made = 5000;

    @Option(names = "--files", paramLabel = "FOLDER", description = "The files (default: the corpus).")
    private @Nullable Path files;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each runs (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--threads", paramLabel = "N", description = "How many threads scan (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "Where RESULTS.md is (default: the benchmarks folder).")
    private Path results = Path.of(System.getProperty("bench.home", "."), "benchmarks");

    /** Made by picocli. */
    public YaraCommand() {}

    /** What one run cost, and found. */
    private record Cost(double wall, double cpu, long peakKilobytes, TreeSet<String> found) {}

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createDirectories(work.temporary());
        Path used = rules == null ? Files.writeString(folder.resolve("made.yar"), RuleSet.of(made)) : rules;
        Path scanned = files == null ? work.corpus() : files;
        List<String> backend = prepared(folder, used, scanned);
        List<String> command =
                List.of("yara", "-w", "-r", "-p", Integer.toString(threads), used.toString(), scanned.toString());
        List<Cost> ours = new ArrayList<>();
        List<Cost> theirs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean oursFirst = round % 2 == 0;
            for (boolean turn : new boolean[] {oursFirst, !oursFirst}) {
                warm(scanned);
                (turn ? ours : theirs).add(run(folder, turn ? backend : command));
            }
            System.out.printf(
                    "round %d: backend %.2f s (CPU %.2f), yara %.2f s (CPU %.2f)%n",
                    round + 1,
                    ours.getLast().wall(),
                    ours.getLast().cpu(),
                    theirs.getLast().wall(),
                    theirs.getLast().cpu());
        }
        write(folder, ours, theirs);
        return report(ours, theirs);
    }

    /**
     * The process, with a cache of its classes as the shipped command has one, made by a run over a few files of each
     * size that the backend treats in a way of its own.
     */
    private List<String> prepared(Path folder, Path used, Path scanned) throws IOException {
        Path cache = folder.resolve("yara.aot");
        Path few = Files.createDirectories(folder.resolve("yara-few"));
        for (int size : TRAINING_BYTES) {
            for (int i = 0; i < TRAINING_FILES; i++) {
                Files.write(few.resolve(size + "-" + i), new byte[size]);
            }
        }
        ChildProcess.code(folder, process(used, few, "-XX:AOTCacheOutput=" + cache), folder.resolve("yara-output.txt"));
        return process(used, scanned, "-XX:AOTCache=" + cache);
    }

    /** Brings the files into the system's cache, so that neither program waits for the disk in the other's place. */
    private static void warm(Path scanned) throws IOException {
        try (Stream<Path> tree = Files.walk(scanned);
                OutputStream nowhere = OutputStream.nullOutputStream()) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                Files.copy(file, nowhere);
            }
        }
    }

    private List<String> process(Path used, Path scanned, String cache) throws IOException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // as the shipped command has it: cli/src/main/dist/java.options
                "-Xlog:disable",
                "-XX:-UsePerfData",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-AOTReplayTraining",
                cache,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                jars(),
                ScanningProcess.class.getName(),
                used.toString(),
                scanned.toString(),
                Integer.toString(threads));
    }

    /** What the process needs of this one's class path; jars alone, as of folders no cache can be made. */
    private static String jars() throws IOException {
        List<String> needed = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path place = Path.of(entry);
            if (Files.isDirectory(place)) {
                try (DirectoryStream<Path> built =
                        Files.newDirectoryStream(place.resolveSibling("."), "gatehouse-benchmarks-*.jar")) {
                    built.forEach(jar -> needed.add(jar.normalize().toString()));
                }
            } else if (NEEDED.stream().anyMatch(place.getFileName().toString()::startsWith)) {
                needed.add(entry);
            }
        }
        return String.join(File.pathSeparator, needed);
    }

    private Cost run(Path folder, List<String> command) throws IOException {
        Path figures = folder.resolve("yara-time.txt");
        Path output = folder.resolve("yara-output.txt");
        List<String> whole =
                new ArrayList<>(List.of("/usr/bin/time", "-q", "-f", "%U %S %M", "-o", figures.toString()));
        whole.addAll(threads == 1 ? List.of("taskset", "-c", "0") : List.of());
        whole.addAll(command);
        long start = System.nanoTime();
        int code = ChildProcess.code(folder, whole, output);
        double wall = (System.nanoTime() - start) / 1e9;
        List<String> lines = Files.readAllLines(output, StandardCharsets.ISO_8859_1);
        if (code != 0) {
            throw new IOException(command.getFirst() + " ended with " + code + ": " + String.join("\n", lines));
        }
        String[] numbers = Files.readString(figures).strip().split(" ", -1);
        TreeSet<String> found = new TreeSet<>();
        for (String line : lines) {
            if (line.startsWith("Made_") || line.startsWith("error") || rules != null) {
                found.add(line);
            }
        }
        return new Cost(
                wall,
                Double.parseDouble(numbers[0]) + Double.parseDouble(numbers[1]),
                Long.parseLong(numbers[2]),
                found);
    }

    private void write(Path folder, List<Cost> ours, List<Cost> theirs) throws IOException {
        Path launcher = results.toAbsolutePath().resolveSibling("gatehouse");
        String text = "## The YARA backend beside the yara command\n\n" + Machine.describe(launcher, folder)
                + "- `benchmarks/bench yara --rounds " + rounds + "`: " + (rules == null ? made + " made rules" : rules)
                + ", " + threads + " thread; medians of interleaved runs of whole processes\n\n"
                + "| program | wall s | CPU s | throughput by the clock | by CPU | peak MB |\n|---|--:|--:|--:|--:|--:|\n"
                + row("yara backend", ours, theirs) + row("yara", theirs, theirs);
        new ResultsFile(results.resolve("RESULTS.md")).write("yara", text);
    }

    private static String row(String name, List<Cost> costs, List<Cost> yardstick) {
        double wall = median(costs.stream().map(Cost::wall).toList());
        double cpu = median(costs.stream().map(Cost::cpu).toList());
        return "| %s | %.2f | %.2f | %.3f× | %.3f× | %d |%n"
                .formatted(
                        name,
                        wall,
                        cpu,
                        median(yardstick.stream().map(Cost::wall).toList()) / wall,
                        median(yardstick.stream().map(Cost::cpu).toList()) / cpu,
                        costs.getFirst().peakKilobytes() >> 10);
    }

    private static int report(List<Cost> ours, List<Cost> theirs) {
        double wall = median(theirs.stream().map(Cost::wall).toList())
                / median(ours.stream().map(Cost::wall).toList());
        double cpu = median(theirs.stream().map(Cost::cpu).toList())
                / median(ours.stream().map(Cost::cpu).toList());
        boolean equal = ours.getFirst().found().equals(theirs.getFirst().found());
        System.out.printf(
                "medians: backend %.2f s (CPU %.2f, peak %d MB), yara %.2f s (CPU %.2f, peak %d MB)%n",
                median(ours.stream().map(Cost::wall).toList()),
                median(ours.stream().map(Cost::cpu).toList()),
                ours.getFirst().peakKilobytes() >> 10,
                median(theirs.stream().map(Cost::wall).toList()),
                median(theirs.stream().map(Cost::cpu).toList()),
                theirs.getFirst().peakKilobytes() >> 10);
        System.out.printf(
                "throughput of the backend by that of the command: %.3f by the clock, %.3f by CPU%n", wall, cpu);
        System.out.printf(
                "found: %s, %d%n",
                equal ? "the same" : "NOT the same", ours.getFirst().found().size());
        return equal && wall >= GOAL ? 0 : 1;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
