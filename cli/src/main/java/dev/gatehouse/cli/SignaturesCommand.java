package dev.gatehouse.cli;

import dev.gatehouse.cli.options.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about signature files. */
@Command(
        name = "signatures",
        description = "Tells about signature files.",
        subcommands = {SignaturesInfoCommand.class, SignaturesCheckCommand.class, SignaturesBuildCommand.class})
final class SignaturesCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private final HelpOption help = new HelpOption();

    SignaturesCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: info, check or build");
    }
}
