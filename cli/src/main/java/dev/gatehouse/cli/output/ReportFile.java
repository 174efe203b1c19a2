package dev.gatehouse.cli.output;

import dev.gatehouse.cli.walk.WalkStep;
import dev.gatehouse.engine.ScanReport;
import java.io.IOException;
import java.nio.file.Path;

/** A report in a file, as one JSON document, which appears whole when the run ends: a {@link Draft}. */
public final class ReportFile implements Reporter {

    private final Draft draft;
    private final JsonReporter json;

    /**
     * Begins a report.
     *
     * @throws IOException if no file can be made in the folder
     */
    public ReportFile(Path place) throws IOException {
        this.draft = new Draft(place);
        this.json = new JsonReporter(draft, JsonReporter.Framing.DOCUMENT, false);
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
        json.end(summary);
        draft.finish();
    }
}
