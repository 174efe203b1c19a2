package dev.gatehouse.cli;

import dev.gatehouse.cli.options.ConfigurationOptions;
import dev.gatehouse.cli.options.HelpOption;
import dev.gatehouse.cli.options.SignatureOptions;
import dev.gatehouse.cli.output.Printable;
import dev.gatehouse.confine.Confinement.Measure;
import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.Seat;
import dev.gatehouse.engine.house.Installation;
import dev.gatehouse.engine.house.InstallationException;
import dev.gatehouse.spi.BackendIdentity;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells who scans, and with what. */
@Command(
        name = "version",
        description = "Tells the version of Gatehouse, of its engines, their signatures, and of Java.")
final class VersionCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Mixin
    private final ConfigurationOptions configuration = new ConfigurationOptions();

    @Mixin
    private final SignatureOptions signatures = new SignatureOptions();

    @Option(
            names = {"-v", "--verbose"},
            description = "Also tell what a scan gives up (--confine) and what is in force of it on this system.")
    private boolean verbose;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private final HelpOption help = new HelpOption();

    VersionCommand() {}

    @Override
    public Integer call() throws InstallationException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Gatehouse " + Version.number());
        List<LineupEntry> entries;
        try (Installation installation = Installation.of(configuration.file())) {
            entries = installation.entries(List.of(), signatures::over);
            tellEngines(installation, entries, out);
        }
        out.println("Java " + System.getProperty("java.vm.version") + ", " + System.getProperty("java.vendor"));
        if (verbose) {
            // This process confines itself as a scan does, and tells what came of it.
            for (Measure measure : Confining.apply(entries, List.of())) {
                out.println("Confinement " + measure.name() + ": " + (measure.inForce() ? "in force" : "not in force")
                        + ", " + measure.detail());
            }
        }
        return ExitCode.CLEAN;
    }

    private void tellEngines(Installation installation, List<LineupEntry> entries, PrintWriter out)
            throws InstallationException {
        try (Lineup lineup =
                installation.open(entries, installation.configuration().policy())) {
            for (Seat seat : lineup.seats()) {
                if (seat.vacancy().isPresent()) {
                    out.println("Engine " + seat.name() + ": not available: "
                            + Printable.line(seat.vacancy().get()));
                    continue;
                }
                BackendIdentity identity = seat.backend().identity();
                out.println("Engine " + seat.name() + ": " + identity.vendor() + " " + identity.product() + " "
                        + identity.engineVersion());
                out.println("Signatures of " + seat.name() + ": " + identity.signatureVersion()
                        + identity.signatureTime().map(time -> ", " + time).orElse(""));
                if (verbose) {
                    seat.backend().remarks().forEach(remark -> out.println("    " + remark));
                }
            }
        }
    }
}
