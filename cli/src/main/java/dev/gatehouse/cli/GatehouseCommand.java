package dev.gatehouse.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: a name for its commands. */
@Command(
        name = "gatehouse",
        description = "opens files and archives, and says what it found in them and what it could not look at",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ScanCommand.class,
            ServeCommand.class,
            AdminCommand.class,
            CompareCommand.class,
            BackendsCommand.class,
            ApprovalsCommand.class,
            SignaturesCommand.class,
            VersionCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Everything was looked at and nothing was found.",
            "1:Something was found.",
            "2:An error, or not everything was looked at (--incomplete-as).",
            "130:Interrupted by Ctrl-C; 143 by SIGTERM.",
            "141:Whoever read the output closed it."
        })
final class GatehouseCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    GatehouseCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: scan, serve, admin, compare, backends, approvals, signatures, version or help");
    }
}
