package dev.gatehouse.cli;

import dev.gatehouse.cli.options.ConfigurationOptions;
import dev.gatehouse.cli.options.HelpOption;
import dev.gatehouse.cli.walk.FileName;
import dev.gatehouse.engine.configuration.Configuration;
import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.engine.configuration.ConfigurationFile;
import dev.gatehouse.gateway.admin.AdminClient;
import dev.gatehouse.gateway.configuration.GatewaySettings;
import dev.gatehouse.gateway.configuration.RuntimeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a process that serves, at its operator's socket. */
@Command(
        name = "admin",
        description = "Asks a running gatehouse serve how it is, who scans in it, to read everything anew, or to end."
                + " The answer is one line of JSON.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:It did what it was asked.", "2:It could not, or does not run."})
final class AdminCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "status|lineup|reload|shutdown", description = "What to ask.")
    private String word = "";

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "The operator's socket (default: as configured, else admin.sock in $RUNTIME_DIRECTORY,"
                    + " $XDG_RUNTIME_DIR or /run/gatehouse).")
    private @Nullable String socket;

    @Mixin
    private final ConfigurationOptions configuration = new ConfigurationOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private final HelpOption help = new HelpOption();

    AdminCommand() {}

    @Override
    public Integer call() throws CommandException {
        var command = dev.gatehouse.gateway.admin.AdminCommand.of(word)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "no such command: " + word + "; there are "
                                + String.join(", ", dev.gatehouse.gateway.admin.AdminCommand.ids())));
        Path place = place();
        try {
            String answer = AdminClient.ask(place, command);
            spec.commandLine().getOut().println(answer);
            return AdminClient.isOk(answer) ? ExitCode.CLEAN : ExitCode.ERROR;
        } catch (IOException e) {
            throw new CommandException("nobody answers at " + place + ": " + e.getMessage(), e);
        }
    }

    private Path place() throws CommandException {
        if (socket != null) {
            return FileName.path(socket);
        }
        Optional<Path> configured = configured();
        if (configured.isPresent()) {
            return configured.get();
        }
        List<Path> places = new RuntimeFolder(System.getenv()).adminPlaces();
        return places.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(
                        () -> new CommandException("gatehouse serve does not run here, or has no operator's socket:"
                                + " there is none at "
                                + places.stream().map(Path::toString).collect(Collectors.joining(", "))));
    }

    private Optional<Path> configured() throws CommandException {
        Optional<Path> file = configuration.file();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            Configuration read = ConfigurationFile.read(file.get());
            return GatewaySettings.read(read, System.getenv()).admin();
        } catch (ConfigurationException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }
}
