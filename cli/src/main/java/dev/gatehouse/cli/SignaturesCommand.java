package dev.gatehouse.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about signature files. */
@Command(
        name = "signatures",
        description = "Tells about signature files.",
        subcommands = {})
final class SignaturesCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    SignaturesCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: info or check");
    }
}
