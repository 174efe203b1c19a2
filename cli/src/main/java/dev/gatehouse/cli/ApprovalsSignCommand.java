package dev.gatehouse.cli;

import dev.gatehouse.cli.options.HelpOption;
import dev.gatehouse.cli.output.Printable;
import dev.gatehouse.cli.walk.FileName;
import dev.gatehouse.engine.approval.ApprovalsException;
import dev.gatehouse.engine.approval.DetachedSignature;
import dev.gatehouse.engine.approval.SigningKey;
import dev.gatehouse.engine.configuration.ApprovalsFile;
import dev.gatehouse.engine.configuration.ConfigurationException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs a list, once it is known that it can be read. */
@Command(
        name = "sign",
        description = "Signs a list of approvals: writes FILE.sig. A list in which something is wrong is not signed.")
final class ApprovalsSignCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The list of approvals.")
    private String file = "";

    @Option(
            names = "--key",
            paramLabel = "KEYFILE",
            required = true,
            description = "The secret key, Ed25519 in PEM form, as keygen or openssl genpkey makes it.")
    private String key = "";

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private final HelpOption help = new HelpOption();

    ApprovalsSignCommand() {}

    @Override
    public Integer call() throws CommandException {
        Path path = FileName.path(file);
        try {
            ApprovalsFile list = ApprovalsFile.read(path);
            int count = list.entries().size();
            DetachedSignature signature = list.sign(SigningKey.read(FileName.path(key)));
            spec.commandLine()
                    .getOut()
                    .println(Printable.line(ApprovalsFile.signatureOf(path) + ": " + ApprovalsShowCommand.count(count)
                            + " signed by" + " sha256:" + signature.keySha256()));
            return ExitCode.CLEAN;
        } catch (ApprovalsException | ConfigurationException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }
}
