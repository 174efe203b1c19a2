package dev.gatehouse.cli;

import dev.gatehouse.cli.options.ConfigurationOptions;
import dev.gatehouse.cli.options.HelpOption;
import dev.gatehouse.cli.options.LimitOptions;
import dev.gatehouse.cli.options.LineupOptions;
import dev.gatehouse.cli.options.OutputOptions;
import dev.gatehouse.cli.options.SignatureOptions;
import dev.gatehouse.cli.options.WalkOptionsGroup;
import dev.gatehouse.cli.output.CompilingBar;
import dev.gatehouse.cli.output.Printable;
import dev.gatehouse.cli.output.Progress;
import dev.gatehouse.cli.output.ReportFile;
import dev.gatehouse.cli.output.Reporter;
import dev.gatehouse.cli.output.Screen;
import dev.gatehouse.cli.output.Summary;
import dev.gatehouse.cli.output.Terminal;
import dev.gatehouse.cli.walk.FileName;
import dev.gatehouse.cli.walk.FileWalk;
import dev.gatehouse.cli.walk.WalkOptions;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.LineupPolicy;
import dev.gatehouse.engine.ScanPool;
import dev.gatehouse.engine.Scanner;
import dev.gatehouse.engine.ScannerOptions;
import dev.gatehouse.engine.budget.Limits;
import dev.gatehouse.engine.house.Installation;
import dev.gatehouse.engine.house.InstallationException;
import dev.gatehouse.engine.house.RunningLineup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Scans files and folders. */
@Command(
        name = "scan",
        description = "Scans files, and folders with all that is in them.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Everything was looked at and nothing was found.",
            "1:Something was found.",
            "2:An error, or not everything was looked at (--incomplete-as)."
        })
final class ScanCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            defaultValue = ".",
            description = "Files and folders; - for standard input (default: the current folder).")
    private List<String> paths = new ArrayList<>();

    @Mixin
    private final ConfigurationOptions configuration = new ConfigurationOptions();

    @Mixin
    private final LineupOptions lineups = new LineupOptions();

    @Mixin
    private final SignatureOptions signatures = new SignatureOptions();

    @Option(
            names = {"-z", "--allmatch"},
            description = "Go on after a match, and tell every signature that matches.")
    private boolean allMatches;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "How many files to scan at a time (default: one a processor).")
    private @Nullable Integer jobs;

    @Option(
            names = "--incomplete-as",
            paramLabel = "ok|found|error",
            defaultValue = "error",
            description = "What the exit code says of a file in which nothing was found,"
                    + " but not all of which was looked at (default: error).")
    private IncompleteAs incompleteAs = IncompleteAs.ERROR;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final WalkOptionsGroup walking = new WalkOptionsGroup();

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Option(
            names = "--no-cache",
            description = "Scan identical parts each time, instead of remembering the verdict of the first.")
    private boolean noCache;

    @Option(
            names = "--tempdir",
            paramLabel = "FOLDER",
            description = "Where large parts are put while they are scanned (default: the system's temporary folder).")
    private @Nullable String temporaryFolder;

    @Option(
            names = "--confine",
            paramLabel = "auto|require|off",
            defaultValue = "auto",
            description = "Give up, once everything is open, what scanning does not need: programs, sockets, writing"
                    + " elsewhere. With require it is an error where the system does not offer that (default: auto).")
    private ConfineMode confine = ConfineMode.AUTO;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private final HelpOption help = new HelpOption();

    ScanCommand() {}

    @Override
    public Integer call() throws CommandException, InstallationException {
        try (Installation installation = Installation.of(configuration.file())) {
            return scan(installation);
        }
    }

    private int scan(Installation installation) throws CommandException, InstallationException {
        Screen screen = Screen.ofProcess();
        Terminal terminal = Terminal.ofProcess(System.getenv());
        ScannerOptions options = scannerOptions(installation.configuration().limits());
        List<LineupEntry> entries = installation.entries(lineups.backends(), signatures::over);
        WalkOptions walkOptions = walking.options();
        List<Reporter> reporters = reporters(screen, terminal);
        if (output.showsProgress(terminal)) {
            try (CompilingBar bar = new CompilingBar(screen, terminal.columns())) {
                entries.forEach(entry -> signatures.prepare(entry, bar));
            }
        }
        LineupPolicy policy = lineups.over(installation.configuration().policy());
        try (RunningLineup running = RunningLineup.open(installation, entries, policy, this::warn)) {
            installation.troubles().forEach(this::warn);
            running.lineup().warnings().forEach(this::warn);
            // before the threads that scan, which inherit it from this one
            Confining.apply(confine, entries, writable(options));
            return scan(running, options, walkOptions, reporters, output.progress(screen, terminal));
        }
    }

    private int scan(
            RunningLineup running,
            ScannerOptions options,
            WalkOptions walkOptions,
            List<Reporter> reporters,
            Progress whatIsDone)
            throws CommandException {
        try (ScanPool pool = new ScanPool(new Scanner(running.exchange(), options), jobs());
                FileWalk walk = new FileWalk(paths, walkOptions);
                Progress progress = whatIsDone) {
            if (!(progress instanceof Progress.None)) {
                ExpectedBytes.count(new FileWalk(paths, walkOptions), progress);
            }
            ScanRun run = new ScanRun(pool, running, walk, reporters, progress);
            try (Interruption _ = Interruption.of(run::interrupt, run::end)) {
                run.run();
            }
            return exitCode(run);
        }
    }

    private void warn(String message) {
        spec.commandLine().getErr().println("gatehouse: warning: " + Printable.line(message));
    }

    /** The folders of what the user named to be written. */
    private List<Path> writable(ScannerOptions options) {
        List<Path> folders = new ArrayList<>(List.of(options.temporaryFolder()));
        output.reportFile().map(file -> file.toAbsolutePath().getParent()).ifPresent(folders::add);
        return folders;
    }

    private int exitCode(ScanRun run) throws CommandException {
        if (run.outputClosed()) {
            return ExitCode.OUTPUT_CLOSED;
        }
        if (run.trouble().isPresent()) {
            throw new CommandException(run.trouble().get());
        }
        Summary summary = run.summary();
        if (summary.infectedFiles() > 0) {
            return ExitCode.FOUND;
        }
        if (summary.failures() > 0 || summary.interrupted()) {
            return ExitCode.ERROR;
        }
        return summary.incompleteFiles() > 0 ? incompleteAs.exitCode() : ExitCode.CLEAN;
    }

    private ScannerOptions scannerOptions(Limits configured) throws CommandException {
        try {
            ScannerOptions options = ScannerOptions.defaults()
                    .withLimits(limits.limits(configured))
                    .withAllMatches(allMatches)
                    .withDigests(output.tellsDigests())
                    .withCacheBytes(noCache ? 0 : ScannerOptions.DEFAULT_CACHE_BYTES);
            return temporaryFolder == null ? options : options.withTemporaryFolder(existing(temporaryFolder));
        } catch (TypeConversionException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static Path existing(String folder) throws CommandException {
        Path path = FileName.path(folder);
        if (!Files.isDirectory(path) || !Files.isWritable(path)) {
            throw new CommandException("--tempdir: " + folder + " is not a folder that can be written to");
        }
        return path;
    }

    private List<Reporter> reporters(Screen screen, Terminal terminal) throws CommandException {
        List<Reporter> reporters = new ArrayList<>();
        reporters.add(output.reporter(screen, terminal));
        if (output.reportFile().isPresent()) {
            Path file = output.reportFile().get();
            try {
                reporters.add(new ReportFile(file));
            } catch (IOException e) {
                throw new CommandException("--report: cannot write beside " + file + ": " + e.getMessage(), e);
            }
        }
        return reporters;
    }

    private int jobs() {
        if (jobs == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (jobs < 1) {
            throw new ParameterException(spec.commandLine(), "--jobs must be at least 1: " + jobs);
        }
        return jobs;
    }
}
