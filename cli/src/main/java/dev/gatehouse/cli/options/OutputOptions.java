package dev.gatehouse.cli.options;

import dev.gatehouse.cli.output.JsonReporter;
import dev.gatehouse.cli.output.Progress;
import dev.gatehouse.cli.output.Reporter;
import dev.gatehouse.cli.output.Screen;
import dev.gatehouse.cli.output.Terminal;
import dev.gatehouse.cli.output.TextReporter;
import dev.gatehouse.cli.walk.FileName;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is said of a scan, and where. */
public final class OutputOptions {

    /** How standard output is written. */
    public enum Format {
        /** Lines for people and grep, in clamscan's shape. */
        TEXT,
        /** One JSON document. */
        JSON,
        /** One JSON object a line. */
        NDJSON
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How to write standard output: text, json or ndjson (default: text).")
    private Format format = Format.TEXT;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also write a JSON report to FILE, which appears whole when the scan ends.")
    private @Nullable String report;

    @Option(
            names = {"-i", "--infected"},
            description = "Write only of files in which something was found.")
    private boolean onlyInfected;

    @Option(names = "--quiet", description = "Write nothing but errors; the exit code tells the rest.")
    private boolean quiet;

    @Option(names = "--no-summary", description = "Leave the summary out of text.")
    private boolean noSummary;

    @Option(names = "--no-progress", description = "Show no progress bar, on a terminal either.")
    private boolean noProgress;

    /** Made by picocli. */
    public OutputOptions() {}

    /** What writes standard output. */
    public Reporter reporter(Screen screen, Terminal terminal) {
        return switch (format) {
            case TEXT ->
                new TextReporter(screen, new TextReporter.Detail(onlyInfected, quiet, !noSummary), terminal.colour());
            case JSON -> json(screen, JsonReporter.Framing.DOCUMENT);
            case NDJSON -> json(screen, JsonReporter.Framing.LINES);
        };
    }

    /** Where the report goes, if one is wanted. */
    public Optional<Path> reportFile() {
        return Optional.ofNullable(report).map(FileName::path);
    }

    /** Whether anything that is written tells the digests of parts. */
    public boolean tellsDigests() {
        return report != null || format != Format.TEXT;
    }

    /** What shows how far the scan has come. */
    public Progress progress(Screen screen, Terminal terminal) {
        return showsProgress(terminal) ? Progress.bar(screen, terminal.columns(), "Scanning") : Progress.none();
    }

    /** Whether anything shows how far something has come. */
    public boolean showsProgress(Terminal terminal) {
        return terminal.errorIsTerminal() && !quiet && !noProgress;
    }

    private Reporter json(Screen screen, JsonReporter.Framing framing) {
        return quiet
                ? new JsonReporter(bytes -> {}, framing, onlyInfected)
                : new JsonReporter(screen::print, framing, onlyInfected);
    }
}
