package dev.gatehouse.cli;

import dev.gatehouse.cli.compare.Audience;
import dev.gatehouse.cli.compare.Comparison;
import dev.gatehouse.cli.compare.ComparisonRun;
import dev.gatehouse.cli.compare.Contender;
import dev.gatehouse.cli.compare.HtmlForm;
import dev.gatehouse.cli.compare.JsonForm;
import dev.gatehouse.cli.compare.TextForm;
import dev.gatehouse.cli.options.ConfigurationOptions;
import dev.gatehouse.cli.options.HelpOption;
import dev.gatehouse.cli.options.LimitOptions;
import dev.gatehouse.cli.options.SignatureOptions;
import dev.gatehouse.cli.options.WalkOptionsGroup;
import dev.gatehouse.cli.output.Printable;
import dev.gatehouse.cli.output.Progress;
import dev.gatehouse.cli.output.Screen;
import dev.gatehouse.cli.output.Terminal;
import dev.gatehouse.cli.walk.FileName;
import dev.gatehouse.cli.walk.FileWalk;
import dev.gatehouse.cli.walk.WalkOptions;
import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.LineupPolicy;
import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.ScannerOptions;
import dev.gatehouse.engine.house.Installation;
import dev.gatehouse.engine.house.InstallationException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
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

/** Puts the same files to several engines, and says where they agree, where not, and how long each takes. */
@Command(
        name = "compare",
        description =
                "Puts the same files to several engines, each by itself, and says where they agree, what only one of"
                        + " them finds, and how long each takes.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:All engines judged every file whole, and agree about each.",
            "1:They differ over a file, or one of them did not judge a file whole.",
            "2:An error: an engine that gave no answer, a file that cannot be read."
        })
final class CompareCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files and folders to compare the engines over.")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "--backends",
            paramLabel = "NAME,NAME",
            split = ",",
            required = true,
            description = "The engines: configured backends by their names, or installed types such as builtin. Two at"
                    + " least.")
    private List<String> backends = new ArrayList<>();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write everything to FILE as JSON, which appears whole at the end.")
    private @Nullable String jsonFile;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write one page with tables and charts to FILE, which appears whole at the end.")
    private @Nullable String htmlFile;

    @Option(
            names = {"-z", "--allmatch"},
            description = "Ask for everything that matches in a file, not only the first.")
    private boolean allMatches;

    @Option(names = "--no-progress", description = "Show no progress bar, on a terminal either.")
    private boolean noProgress;

    @Mixin
    private final ConfigurationOptions configuration = new ConfigurationOptions();

    @Mixin
    private final SignatureOptions signatures = new SignatureOptions();

    @Mixin
    private final WalkOptionsGroup walking = new WalkOptionsGroup();

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private final HelpOption help = new HelpOption();

    CompareCommand() {}

    @Override
    public Integer call() throws CommandException, InstallationException {
        check();
        List<Contender> contenders = new ArrayList<>();
        try (Installation installation = Installation.of(configuration.file())) {
            try {
                ScannerOptions options = scannerOptions(installation);
                for (LineupEntry entry : installation.entries(backends, signatures::over)) {
                    contenders.add(contender(installation, entry, options));
                }
                installation.troubles().forEach(this::warn);
                return compare(contenders);
            } finally {
                contenders.forEach(Contender::close);
            }
        }
    }

    private void check() {
        if (new HashSet<>(backends).size() < backends.size()) {
            throw new ParameterException(spec.commandLine(), "--backends names an engine twice: " + backends);
        }
        if (backends.size() < 2) {
            throw new ParameterException(spec.commandLine(), "--backends must name two engines at least: " + backends);
        }
        if (paths.contains(FileWalk.STANDARD_INPUT)) {
            throw new ParameterException(spec.commandLine(), "only files can be compared, not the standard input");
        }
    }

    private static Contender contender(Installation installation, LineupEntry entry, ScannerOptions options)
            throws InstallationException {
        // whatever it is in the lineup, here its own word is asked for
        LineupEntry alone = new LineupEntry(entry.type(), Role.PRIMARY, entry.configuration());
        long begin = System.nanoTime();
        Lineup lineup = installation.open(List.of(alone), LineupPolicy.DEFAULT);
        return new Contender(lineup, Duration.ofNanos(System.nanoTime() - begin), options);
    }

    private int compare(List<Contender> contenders) throws CommandException {
        Screen screen = Screen.ofProcess();
        Terminal terminal = Terminal.ofProcess(System.getenv());
        WalkOptions walkOptions = walking.options();
        List<Audience> audiences = audiences(screen);
        try (FileWalk walk = new FileWalk(paths, walkOptions);
                Progress progress = progress(screen, terminal)) {
            if (progress instanceof Progress.Bar) {
                ExpectedBytes.count(new FileWalk(paths, walkOptions), progress);
            }
            ComparisonRun run = new ComparisonRun(contenders, paths, walk, audiences, progress);
            try (Interruption _ = Interruption.of(run::interrupt, run::end)) {
                run.run();
            }
            return exitCode(run);
        }
    }

    private Progress progress(Screen screen, Terminal terminal) {
        return terminal.errorIsTerminal() && !noProgress
                ? Progress.bar(screen, terminal.columns(), "Comparing")
                : Progress.none();
    }

    private List<Audience> audiences(Screen screen) throws CommandException {
        List<Audience> audiences = new ArrayList<>();
        audiences.add(new TextForm(screen, backends));
        try {
            if (jsonFile != null) {
                audiences.add(new JsonForm(FileName.path(jsonFile), backends));
            }
            if (htmlFile != null) {
                audiences.add(new HtmlForm(FileName.path(htmlFile)));
            }
        } catch (IOException e) {
            throw new CommandException("the report cannot be written: " + e.getMessage(), e);
        }
        return audiences;
    }

    private static int exitCode(ComparisonRun run) throws CommandException {
        if (run.unwritten().isPresent()) {
            String message = String.valueOf(run.unwritten().get().getMessage());
            if (message.contains("Broken pipe")) {
                return ExitCode.OUTPUT_CLOSED;
            }
            throw new CommandException("the output cannot be written: " + message);
        }
        Comparison comparison = run.comparison();
        if (comparison.troubled()) {
            return ExitCode.ERROR;
        }
        return comparison.all().agreed() == comparison.files() ? ExitCode.CLEAN : ExitCode.FOUND;
    }

    private ScannerOptions scannerOptions(Installation installation) throws CommandException {
        try {
            return ScannerOptions.defaults()
                    .withLimits(limits.limits(installation.configuration().limits()))
                    .withAllMatches(allMatches);
        } catch (TypeConversionException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void warn(String message) {
        spec.commandLine().getErr().println("gatehouse: warning: " + Printable.line(message));
    }
}
