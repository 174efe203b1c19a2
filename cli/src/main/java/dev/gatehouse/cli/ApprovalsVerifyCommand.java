package dev.gatehouse.cli;

import dev.gatehouse.cli.options.ApprovalOptions;
import dev.gatehouse.cli.options.HelpOption;
import dev.gatehouse.cli.output.Printable;
import dev.gatehouse.engine.approval.ApprovalsException;
import dev.gatehouse.engine.approval.DetachedSignature;
import dev.gatehouse.engine.configuration.ApprovalsFile;
import dev.gatehouse.engine.configuration.ConfigurationException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks the signature of a list. */
@Command(
        name = "verify",
        description = "Checks the signature of a list of approvals, and that the list can be read.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The signature is good.",
            "1:The list must not be relied on: it is unsigned, altered, or signed by others.",
            "2:An error: it cannot be checked, or not be read."
        })
final class ApprovalsVerifyCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Mixin
    private final ApprovalOptions options = new ApprovalOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private final HelpOption help = new HelpOption();

    ApprovalsVerifyCommand() {}

    @Override
    public Integer call() throws CommandException {
        ApprovalTarget target = ApprovalTarget.of(options);
        try {
            ApprovalsFile list = ApprovalsFile.read(target.file());
            DetachedSignature signature = target.check(list);
            int count = list.entries().size();
            spec.commandLine()
                    .getOut()
                    .println(Printable.line(target.file() + ": " + ApprovalsShowCommand.count(count)
                            + ", signed by sha256:" + signature.keySha256()));
            return ExitCode.CLEAN;
        } catch (ApprovalsException e) {
            spec.commandLine().getErr().println("gatehouse: " + Printable.line(String.valueOf(e.getMessage())));
            return switch (e.fault()) {
                case UNSIGNED, NO_SIGNATURE, UNKNOWN_KEY, ALTERED, WRONGLY_SIGNED -> ExitCode.FOUND;
                case UNREADABLE, NO_KEY -> ExitCode.ERROR;
            };
        } catch (ConfigurationException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }
}
