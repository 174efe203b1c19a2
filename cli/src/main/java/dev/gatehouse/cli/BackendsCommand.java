package dev.gatehouse.cli;

import dev.gatehouse.cli.options.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about the engines that scan. */
@Command(
        name = "backends",
        description = "Tells about the engines that scan.",
        subcommands = {BackendsListCommand.class, BackendsCheckCommand.class})
final class BackendsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private final HelpOption help = new HelpOption();

    BackendsCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: list or check");
    }
}
