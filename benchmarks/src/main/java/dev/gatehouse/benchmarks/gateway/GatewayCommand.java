package dev.gatehouse.benchmarks.gateway;

import dev.gatehouse.benchmarks.ChildProcess;
import dev.gatehouse.benchmarks.ResultsFile;
import dev.gatehouse.benchmarks.WorkFolder;
import dev.gatehouse.benchmarks.compare.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs {@code gatehouse serve} and clamd by turns under the same load. */
@Command(
        name = "gateway",
        description = "Measure `gatehouse serve` beside clamd, through clamd's protocol, with the same messages.",
        mixinStandardHelpOptions = true)
public final class GatewayCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private WorkFolder work = new WorkFolder();

    @Option(
            names = "--database",
            split = ",",
            description = "`one` for EICAR's signature alone, or a database that `bench databases` made, to which it is"
                    + " added (default: ${DEFAULT-VALUE}).")
    private List<String> databases = List.of(Signatures.ONE, "large");

    @Option(
            names = "--messages",
            split = ",",
            paramLabel = "BYTES=COUNT",
            description = "Sizes of messages, and how many different ones there are (default: ${DEFAULT-VALUE}).")
    private Map<Integer, Integer> messages = usualMessages();

    @Option(names = "--clients", split = ",", description = "How many at once (default: ${DEFAULT-VALUE}).")
    private List<Integer> clients = List.of(1, 16, 64);

    @Option(names = "--rounds", description = "How often each is measured (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--seconds", description = "How long messages are sent (default: ${DEFAULT-VALUE}).")
    private double seconds = 6;

    @Option(names = "--warm-up", description = "How long they are sent before it counts (default: ${DEFAULT-VALUE}).")
    private double warmUp = 2;

    @Option(names = "--form", description = "${COMPLETION-CANDIDATES}: how clients speak (default: ${DEFAULT-VALUE}).")
    private Conversation.Form form = Conversation.Form.CONNECTION;

    @Option(names = "--unix", description = "Through unix sockets (default: TCP on the loopback).")
    private boolean unix;

    @Option(names = "--clamd-threads", description = "clamd's MaxThreads (default: Debian's ${DEFAULT-VALUE}).")
    private int clamdThreads = 12;

    @Option(names = "--section", description = "The section of the results (default: ${DEFAULT-VALUE}).")
    private String section = "gateway";

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "Where RESULTS.md is (default: the benchmarks folder).")
    private Path results = home().resolve("benchmarks");

    @Option(names = "--launcher", hidden = true, description = "The gatehouse that is measured.")
    private Path launcher = home().resolve("gatehouse");

    /** Made by picocli. */
    public GatewayCommand() {}

    private static Path home() {
        return Path.of(System.getProperty("bench.home", ".")).toAbsolutePath().normalize();
    }

    private static Map<Integer, Integer> usualMessages() {
        Map<Integer, Integer> usual = new LinkedHashMap<>();
        usual.put(20_000, 4000);
        usual.put(300_000, 800);
        usual.put(5_000_000, 50);
        return usual;
    }

    @Override
    public Integer call() throws IOException {
        Path folder =
                Files.createDirectories(work.temporary().resolve("gateway").toAbsolutePath());
        Map<Integer, Path> letters = new LinkedHashMap<>();
        for (Map.Entry<Integer, Integer> each : messages.entrySet()) {
            letters.put(each.getKey(), LetterFile.make(folder, work.corpus(), each.getValue(), each.getKey()));
        }
        StringBuilder text = new StringBuilder("## The gateway beside clamd\n\n");
        text.append(Machine.describe(launcher, folder)).append(conditions());
        long wrong = 0;
        for (String database : databases) {
            List<Path> added = database.equals(Signatures.ONE)
                    ? List.of()
                    : List.of(work.databases().resolve(database));
            GatewayTable table = measure(Signatures.of(database, added, folder, launcher), folder, letters);
            text.append(table.markdown()).append('\n');
            wrong += table.wrong();
        }
        new ResultsFile(results.resolve("RESULTS.md")).write(section, text.toString());
        System.out.println(text);
        return wrong == 0 ? 0 : 1;
    }

    private GatewayTable measure(Signatures signatures, Path folder, Map<Integer, Path> letters) throws IOException {
        GatewayTable table = new GatewayTable(signatures);
        try (Daemon clamd = Daemon.clamd(
                        signatures.folder(), folder.resolve("clamd"), door(folder, "clamd"), clamdThreads);
                Daemon gatehouse = Daemon.gatehouse(
                        launcher, signatures.compiled(), folder.resolve("gatehouse"), door(folder, "gatehouse"))) {
            List<Daemon> order = new ArrayList<>(List.of(gatehouse, clamd));
            table.atRest(order);
            for (Map.Entry<Integer, Path> each : letters.entrySet()) {
                for (int count : clients) {
                    for (int round = 0; round < rounds; round++) {
                        for (Daemon daemon : order) {
                            table.add(daemon.name(), each.getKey(), count, run(daemon, each.getValue(), count, folder));
                        }
                        Collections.rotate(order, 1);
                    }
                }
            }
            table.afterLoad(order);
        }
        return table;
    }

    private Door door(Path folder, String name) throws IOException {
        return unix ? Door.in(Files.createDirectories(folder.resolve(name))) : Door.free();
    }

    private LoadResult run(Daemon daemon, Path letters, int count, Path folder) throws IOException {
        Path output = folder.resolve("client.txt");
        int code = ChildProcess.code(
                folder,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadClient.class.getName(),
                        daemon.door().text(),
                        Long.toString(daemon.process().pid()),
                        form.name(),
                        letters.toString(),
                        Integer.toString(count),
                        Double.toString(warmUp),
                        Double.toString(seconds)),
                output);
        if (code != 0) {
            throw new IOException("the load client failed: " + Files.readString(output));
        }
        LoadResult result = LoadResult.read(Files.readAllLines(output));
        System.err.printf(
                Locale.ROOT,
                "%s, %s, %d clients: %.1f/s, p50 %.2f ms, p99 %.2f ms, %.2f ms of processor, the client's %.2f s of"
                        + " %.2f s; wrong: %d %s%n",
                daemon.name(),
                letters.getFileName(),
                count,
                result.perSecond(),
                result.medianMillis(),
                result.p99Millis(),
                result.serverCpuMillis(),
                result.clientCpuSeconds(),
                result.wallSeconds(),
                result.wrong(),
                result.examples());
        return result;
    }

    private String conditions() {
        return """
                - `benchmarks/bench %s`
                - both daemons on all processors, the load client beside them in a process of its own; the same for both
                - %s, each message in one chunk of INSTREAM, %s
                - clamd as Debian's package configures it, with %d threads; without phishing heuristics and bytecode,
                  which Gatehouse has not; the database as text
                - verdict caches are off in both: every message is scanned as if it had never been seen; messages of one
                  size all differ, every %dth carries EICAR in a zip
                - medians of %d interleaved runs of %.0f s after %.0f s of warm-up; all of a run's messages are waited for
                """.formatted(
                        String.join(" ", spec.commandLine().getParseResult().originalArgs()),
                        unix ? "unix sockets" : "TCP on the loopback",
                        form == Conversation.Form.CONNECTION
                                ? "a new connection for each (rspamd, Exim, James)"
                                : "many in a session (amavisd-new)",
                        clamdThreads,
                        Letter.INFECTED_EVERY,
                        rounds,
                        seconds,
                        warmUp);
    }
}
