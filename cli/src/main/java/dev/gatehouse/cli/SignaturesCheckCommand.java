package dev.gatehouse.cli;

import dev.gatehouse.cli.options.HelpOption;
import dev.gatehouse.cli.output.Printable;
import dev.gatehouse.signatures.CostlyPatterns;
import dev.gatehouse.signatures.Diagnostic;
import dev.gatehouse.signatures.SourceSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what is wrong with signature files. */
@Command(
        name = "check",
        description = "Reads signature files and tells what is wrong with them, each fault with its line and column,"
                + " and which patterns slow every scan down.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Every signature can be read.", "1:Some cannot.", "2:A file cannot be opened."})
final class SignaturesCheckCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Signature files, and folders of them.")
    private List<String> paths = List.of();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private final HelpOption help = new HelpOption();

    SignaturesCheckCommand() {}

    @Override
    public Integer call() throws CommandException {
        CostlyPatterns costly = new CostlyPatterns();
        SourceSummary summary = SignatureReading.of(paths, costly);
        tell(summary.diagnostics(), summary.diagnosticsLeftOut());
        tell(costly.diagnostics(), costly.count() - costly.diagnostics().size());
        spec.commandLine()
                .getOut()
                .println(SignatureReading.count(summary.signatureCount(), "signature")
                        + (costly.count() > 0 ? ", " + costly.count() + " costly" : "") + ", "
                        + SignatureReading.count(summary.errors(), "error"));
        return summary.isComplete() ? ExitCode.CLEAN : ExitCode.FOUND;
    }

    private void tell(List<Diagnostic> diagnostics, long leftOut) {
        PrintWriter out = spec.commandLine().getOut();
        for (Diagnostic diagnostic : diagnostics) {
            diagnostic.render().lines().map(Printable::line).forEach(out::println);
        }
        if (leftOut > 0) {
            out.println("and " + leftOut + " more");
        }
    }
}
