package dev.gatehouse.cli;

import dev.gatehouse.cli.options.HelpOption;
import dev.gatehouse.cli.output.CompilingBar;
import dev.gatehouse.cli.output.Printable;
import dev.gatehouse.cli.output.Screen;
import dev.gatehouse.cli.output.Terminal;
import dev.gatehouse.cli.walk.FileName;
import dev.gatehouse.signatures.Diagnostic;
import dev.gatehouse.signatures.SignatureDatabase;
import dev.gatehouse.signatures.SignatureSources;
import dev.gatehouse.signatures.SourceSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compiles signature files into one. */
@Command(
        name = "build",
        sortOptions = false,
        description = "Compiles signature files into one file, which a scan opens in milliseconds.")
final class SignaturesBuildCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Signature files, and folders of them.")
    private List<String> paths = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The compiled file, by custom with the extension .ghdb; replaced whole or not at all.")
    private String output = "";

    @Option(
            names = "--bundled",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Take in the signatures that come with Gatehouse (default: yes).")
    private boolean bundled;

    @Option(names = "--detect-pua", description = "Take in signatures of programs that are possibly unwanted.")
    private boolean pua;

    @Option(
            names = "--skip-bad-signatures",
            description = "Go on without signatures that cannot be read. Otherwise one of them is an error.")
    private boolean skipBad;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private final HelpOption help = new HelpOption();

    SignaturesBuildCommand() {}

    @Override
    public Integer call() throws CommandException {
        Path file = FileName.path(output);
        SignatureDatabase.Compiler compiler = SignatureDatabase.compiler();
        try {
            SourceSummary summary = read(sources(), compiler);
            tell(summary);
            if (!summary.isComplete() && !skipBad) {
                spec.commandLine().getErr().println("nothing was built; --skip-bad-signatures goes on without them");
                return ExitCode.ERROR;
            }
            SignatureDatabase database = compiler.compile();
            database.write(file);
            spec.commandLine()
                    .getOut()
                    .println(Printable.line(output) + ": " + SignatureReading.count(database.size(), "signature") + ", "
                            + SignatureReading.count(Files.size(file), "byte"));
            return ExitCode.CLEAN;
        } catch (NoSuchFileException e) {
            throw new CommandException("there is no file or folder " + e.getFile(), e);
        } catch (IOException | UncheckedIOException e) {
            throw new CommandException("the database cannot be built: " + e.getMessage(), e);
        }
    }

    private static SourceSummary read(SignatureSources sources, SignatureDatabase.Compiler compiler)
            throws IOException {
        Terminal terminal = Terminal.ofProcess(System.getenv());
        if (!terminal.errorIsTerminal()) {
            return sources.read(compiler);
        }
        try (CompilingBar bar = new CompilingBar(Screen.ofProcess(), terminal.columns())) {
            return sources.read(compiler, bar);
        }
    }

    private SignatureSources sources() throws IOException {
        SignatureSources sources =
                SignatureSources.of(paths.stream().map(FileName::path).toList());
        if (bundled) {
            sources = sources.and(SignatureSources.bundled());
        }
        return pua ? sources.withUnwantedApplications() : sources;
    }

    private void tell(SourceSummary summary) {
        PrintWriter err = spec.commandLine().getErr();
        for (Diagnostic diagnostic : summary.diagnostics()) {
            if (diagnostic.severity() == Diagnostic.Severity.ERROR) {
                err.println(diagnostic.render());
            }
        }
        if (summary.errors() > 0) {
            err.println(SignatureReading.count(summary.errors(), "line") + " cannot be read");
        }
        err.flush();
    }
}
