package dev.gatehouse.cli;

import dev.gatehouse.cli.options.HelpOption;
import dev.gatehouse.cli.output.Printable;
import dev.gatehouse.signatures.SignatureKind;
import dev.gatehouse.signatures.SourceSummary;
import dev.gatehouse.signatures.SourceSummary.SourceTally;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what signature files hold. */
@Command(name = "info", description = "Tells how many signatures of each kind files hold, and what was left out.")
final class SignaturesInfoCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Signature files, and folders of them.")
    private List<String> paths = List.of();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private final HelpOption help = new HelpOption();

    SignaturesInfoCommand() {}

    @Override
    public Integer call() throws CommandException {
        PrintWriter out = spec.commandLine().getOut();
        List<String> texts = new ArrayList<>();
        for (String path : paths) {
            OptionalLong compiled = SignatureReading.compiledSize(path);
            if (compiled.isPresent()) {
                out.println(Printable.line(path) + ": " + SignatureReading.count(compiled.getAsLong(), "signature")
                        + ", compiled");
            } else {
                texts.add(path);
            }
        }
        return texts.isEmpty() ? ExitCode.CLEAN : tellTexts(texts, out);
    }

    private static int tellTexts(List<String> texts, PrintWriter out) throws CommandException {
        SourceSummary summary = SignatureReading.of(texts);
        for (SourceTally source : summary.sources()) {
            out.println(Printable.line(source.name()) + ": " + kinds(source.signatures()) + leftOut(source));
        }
        out.println("total: " + kinds(summary.signatures()));
        return ExitCode.CLEAN;
    }

    private static String kinds(Map<SignatureKind, Long> counts) {
        long sum = counts.values().stream().mapToLong(Long::longValue).sum();
        String kinds = new TreeMap<>(counts)
                .entrySet().stream()
                        .map(kind -> kind.getValue() + " " + name(kind.getKey()))
                        .collect(Collectors.joining(", "));
        return SignatureReading.count(sum, "signature") + (kinds.isEmpty() ? "" : " (" + kinds + ")");
    }

    private static String name(SignatureKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String leftOut(SourceTally source) {
        StringBuilder text = new StringBuilder();
        append(text, source.otherLevel(), " for other levels");
        append(text, source.ignored(), " ignored");
        append(text, source.unsupported(), " not supported");
        append(text, source.errors(), " not readable");
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append("; ").append(count).append(what);
        }
    }
}
