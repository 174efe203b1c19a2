package dev.gatehouse.cli.output;

import dev.gatehouse.cli.walk.WalkStep;
import dev.gatehouse.engine.ScanReport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A report in a file, as one JSON document. It is written beside its place and moved there, whole, at the end: whoever
 * reads the file sees the report of a run that ended, or the one before.
 */
public final class ReportFile implements Reporter {

    private final Path place;
    private final Path draft;
    private final OutputStream stream;
    private final JsonReporter json;

    /**
     * Begins a report.
     *
     * @throws IOException if no file can be made in the folder
     */
    public ReportFile(Path place) throws IOException {
        this.place = place.toAbsolutePath();
        this.draft = this.place.resolveSibling(
                "." + this.place.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        this.stream = new BufferedOutputStream(
                Files.newOutputStream(draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING));
        this.json = new JsonReporter(stream::write, JsonReporter.Framing.DOCUMENT, false);
    }

    @Override
    public void scanned(ScanReport report) throws IOException {
        json.scanned(report);
    }

    @Override
    public void unreadable(WalkStep.Unreadable step) throws IOException {
        json.unreadable(step);
    }

    @Override
    public void skipped(WalkStep.Skipped step) throws IOException {
        json.skipped(step);
    }

    @Override
    public void excluded(WalkStep.Excluded step) throws IOException {
        json.excluded(step);
    }

    @Override
    public void end(Summary summary) throws IOException {
        try (stream) {
            json.end(summary);
        }
        Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
