package dev.gatehouse.cli;

import dev.gatehouse.cli.options.ApprovalOptions;
import dev.gatehouse.cli.options.HelpOption;
import dev.gatehouse.cli.output.Columns;
import dev.gatehouse.cli.output.Printable;
import dev.gatehouse.engine.approval.Approval;
import dev.gatehouse.engine.approval.ApprovalsException;
import dev.gatehouse.engine.approval.Pin;
import dev.gatehouse.engine.approval.Validity;
import dev.gatehouse.engine.approval.VersionRange;
import dev.gatehouse.engine.configuration.ApprovalsFile;
import dev.gatehouse.engine.configuration.ConfigurationException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what a list says, and whether it is signed. */
@Command(
        name = "show",
        description = "Shows who may scan, until when, and under which order; and whether the list is signed.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:The signature is good.", "2:It is not, or the list cannot be read."})
final class ApprovalsShowCommand implements Callable<Integer> {

    private static final int DIGEST_SHOWN = 12;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Mixin
    private final ApprovalOptions options = new ApprovalOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private final HelpOption help = new HelpOption();

    ApprovalsShowCommand() {}

    @Override
    public Integer call() throws CommandException {
        ApprovalTarget target = ApprovalTarget.of(options);
        PrintWriter out = spec.commandLine().getOut();
        try {
            ApprovalsFile list = ApprovalsFile.read(target.file());
            List<Approval> entries = list.entries();
            boolean good = signature(out, target, list);
            Columns columns =
                    new Columns("NOW", "VENDOR", "PRODUCT", "VERSIONS", "TYPE", "FROM", "UNTIL", "ORDER", "SHA-256");
            entries.forEach(approval -> row(columns, approval, Instant.now()));
            columns.lines().forEach(out::println);
            return good ? ExitCode.CLEAN : ExitCode.ERROR;
        } catch (ApprovalsException | ConfigurationException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean signature(PrintWriter out, ApprovalTarget target, ApprovalsFile list)
            throws CommandException {
        try {
            out.println("signed by sha256:" + target.check(list).keySha256());
            return true;
        } catch (ApprovalsException e) {
            out.println("not to be relied on: " + Printable.line(String.valueOf(e.getMessage())));
            return false;
        }
    }

    private static void row(Columns columns, Approval approval, Instant now) {
        columns.row(
                now(approval.validity(), now),
                approval.vendor(),
                String.join(" or ", new TreeSet<>(approval.products())),
                approval.versions().isEmpty()
                        ? "all"
                        : approval.versions().stream().map(VersionRange::text).collect(Collectors.joining(" or ")),
                approval.types().isEmpty() ? "all" : String.join(" or ", new TreeSet<>(approval.types())),
                approval.validity().firstly(),
                approval.validity().lastly(),
                approval.order(),
                approval.pins().isEmpty() ? "-" : pins(approval.pins()));
    }

    private static String now(Validity validity, Instant now) {
        if (validity.early(now)) {
            return "not yet";
        }
        if (validity.over(now)) {
            return "ended";
        }
        long days = Duration.between(now, validity.until()).toDays() + 1;
        return days <= 30 ? "ends in " + days + " d" : "holds";
    }

    private static String pins(Map<String, Pin> pins) {
        return new TreeMap<>(pins)
                .entrySet().stream()
                        .map(pin -> pin.getKey() + " "
                                + switch (pin.getValue()) {
                                    case Pin.Any() -> "any";
                                    case Pin.Digests(List<String> sha256) ->
                                        sha256.stream()
                                                .map(digest -> digest.substring(0, DIGEST_SHOWN) + "…")
                                                .collect(Collectors.joining(" or "));
                                })
                        .collect(Collectors.joining(", "));
    }

    static String count(int count) {
        return count == 1 ? "1 approval" : count + " approvals";
    }
}
