package dev.gatehouse.cli;

import dev.gatehouse.cli.options.ConfigurationOptions;
import dev.gatehouse.cli.options.HelpOption;
import dev.gatehouse.cli.options.SignatureOptions;
import dev.gatehouse.cli.output.Printable;
import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupPolicy;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Scanner;
import dev.gatehouse.engine.ScannerOptions;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.engine.house.Installation;
import dev.gatehouse.engine.house.InstallationException;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Deadline;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends the test file of eicar.org and a clean one through a backend. */
@Command(
        name = "check",
        description = "Sends the harmless test file that every engine knows, and a clean file, through an engine.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:It found the test file, and nothing in the clean one.",
            "1:It judged both, and one of them wrongly.",
            "2:It could not be asked, or did not judge a file whole."
        })
final class BackendsCheckCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "A backend that is configured, or a type that is installed.")
    private String name = "";

    @Mixin
    private final ConfigurationOptions configuration = new ConfigurationOptions();

    /** As usual: what is configured is what is asked about, and every option costs each start of the program. */
    private final SignatureOptions signatures = new SignatureOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private final HelpOption help = new HelpOption();

    BackendsCheckCommand() {}

    @Override
    public Integer call() throws InstallationException {
        PrintWriter out = spec.commandLine().getOut();
        try (Installation installation = Installation.of(configuration.file());
                Lineup lineup = installation.open(
                        installation.entries(List.of(name), signatures::over), LineupPolicy.DEFAULT)) {
            BackendIdentity identity = lineup.seats().getFirst().backend().identity();
            out.println(Printable.line(name + ": " + identity.vendor() + " " + identity.product() + " "
                    + identity.engineVersion() + ", signatures " + identity.signatureVersion()
                    + identity.signatureTime().map(time -> " of " + time).orElse("")));
            Scanner scanner = new Scanner(lineup, ScannerOptions.defaults());
            ScanReport test = scan(scanner, "eicar.com", testFile());
            ScanReport clean = scan(scanner, "clean.txt", "Nothing is the matter with this file.\n");
            tell(out, "test file", test);
            tell(out, "clean file", clean);
            if (!judged(test) || !judged(clean)) {
                return ExitCode.ERROR;
            }
            boolean right = test.verdict() instanceof Verdict.Infected && clean.verdict() instanceof Verdict.Clean;
            return right ? ExitCode.CLEAN : ExitCode.FOUND;
        }
    }

    private static ScanReport scan(Scanner scanner, String file, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
        return scanner.scan(file, new ByteArrayInputStream(bytes), Deadline.after(PATIENCE));
    }

    /** Put together here, so that this program is no test file itself. */
    private static String testFile() {
        return String.join("", "X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*");
    }

    private static boolean judged(ScanReport report) {
        return switch (report.verdict()) {
            case Verdict.Infected _, Verdict.Clean _ -> true;
            case Verdict.Incomplete _, Verdict.Failed _ -> false;
        };
    }

    private static void tell(PrintWriter out, String file, ScanReport report) {
        String outcome = switch (report.verdict()) {
            case Verdict.Infected infected ->
                "found "
                        + infected.findings().stream()
                                .map(found -> found.finding().name())
                                .distinct()
                                .collect(Collectors.joining(", "));
            case Verdict.Incomplete partly ->
                "not judged whole: "
                        + partly.reasons().stream()
                                .map(located -> located.reason().toString())
                                .collect(Collectors.joining("; "));
            case Verdict.Failed failed ->
                "not judged: " + failed.reasons().stream().map(Object::toString).collect(Collectors.joining("; "));
            case Verdict.Clean _ -> "nothing found";
        };
        out.println(Printable.line(String.format(
                Locale.ROOT, "%s: %s, %.1f ms", file, outcome, report.time().toNanos() / 1e6)));
    }
}
