package dev.gatehouse.cli;

import dev.gatehouse.cli.options.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about the list of those who may scan. */
@Command(
        name = "approvals",
        description = "Signs, checks and shows the list of engines that may scan.",
        subcommands = {
            ApprovalsShowCommand.class,
            ApprovalsVerifyCommand.class,
            ApprovalsSignCommand.class,
            ApprovalsKeygenCommand.class
        })
final class ApprovalsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private final HelpOption help = new HelpOption();

    ApprovalsCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: show, verify, sign or keygen");
    }
}
