package dev.gatehouse.cli;

import dev.gatehouse.cli.options.ConfigurationOptions;
import dev.gatehouse.cli.options.HelpOption;
import dev.gatehouse.cli.options.SignatureOptions;
import dev.gatehouse.cli.output.ApprovalFacts;
import dev.gatehouse.cli.output.BackendsJson;
import dev.gatehouse.cli.output.Columns;
import dev.gatehouse.cli.output.Printable;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.approval.Standing;
import dev.gatehouse.engine.house.Installation;
import dev.gatehouse.engine.house.InstallationException;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.BackendProvider;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what is installed, what is configured, and how it is. */
@Command(
        name = "list",
        description =
                "Tells which types of engine are installed, and of each that is configured whether it can scan, its"
                        + " versions and the date of its signatures.")
final class BackendsListCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Mixin
    private final ConfigurationOptions configuration = new ConfigurationOptions();

    /** As usual: what is configured is what is asked about, and every option costs each start of the program. */
    private final SignatureOptions signatures = new SignatureOptions();

    @Option(names = "--json", description = "Write JSON instead of text.")
    private boolean json;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private final HelpOption help = new HelpOption();

    BackendsListCommand() {}

    @Override
    public Integer call() throws InstallationException {
        try (Installation installation = Installation.of(configuration.file())) {
            List<BackendState> states = new ArrayList<>();
            for (LineupEntry entry : installation.entries(List.of(), signatures::over)) {
                states.add(BackendState.of(entry, installation));
            }
            ApprovalFacts approvals = approvals(installation, states);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(BackendsJson.list(
                        installation.providers(),
                        states.stream().map(BackendsListCommand::row).toList(),
                        approvals,
                        installation.troubles()));
            } else {
                text(out, installation, states, approvals);
            }
            return ExitCode.CLEAN;
        }
    }

    private static ApprovalFacts approvals(Installation installation, List<BackendState> states) {
        Map<String, Standing.Covered> covered = new HashMap<>();
        for (BackendState state : states) {
            state.approval()
                    .ifPresent(standing ->
                            covered.put(state.entry().configuration().name(), standing));
        }
        return new ApprovalFacts(installation.approvals(), covered);
    }

    private static BackendsJson.Row row(BackendState state) {
        return new BackendsJson.Row(state.entry(), state.state(), state.message(), state.identity(), state.remarks());
    }

    private static void text(
            PrintWriter out, Installation installation, List<BackendState> states, ApprovalFacts approvals) {
        out.println("installed types: "
                + String.join(
                        ", ",
                        installation.providers().stream()
                                .map(BackendProvider::type)
                                .toList()));
        out.println("approvals: " + Printable.line(approvals.text()));
        installation.troubles().forEach(trouble -> out.println("not usable: " + Printable.line(trouble)));
        Columns columns = new Columns("NAME", "TYPE", "ROLE", "STATE", "ENGINE", "SIGNATURES", "OF");
        for (BackendState state : states) {
            columns.row(
                    state.entry().configuration().name(),
                    state.entry().type(),
                    state.entry().role().name().toLowerCase(Locale.ROOT),
                    state.state(),
                    state.identity().map(BackendsListCommand::engine).orElse("-"),
                    state.identity().map(BackendIdentity::signatureVersion).orElse("-"),
                    state.identity()
                            .flatMap(BackendIdentity::signatureTime)
                            .map(Object::toString)
                            .orElse("-"));
        }
        columns.lines().forEach(out::println);
        for (BackendState state : states) {
            String name = state.entry().configuration().name();
            if (!state.message().isEmpty()) {
                state.message().lines().forEach(line -> out.println(name + ": " + Printable.line(line)));
            }
            state.approval().ifPresent(standing -> out.println(name + ": approved " + Printable.line(standing.text())));
            state.remarks().forEach(remark -> out.println(name + ": " + Printable.line(remark)));
        }
    }

    private static String engine(BackendIdentity identity) {
        return identity.product() + " " + identity.engineVersion();
    }
}
