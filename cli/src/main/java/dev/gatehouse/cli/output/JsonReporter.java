package dev.gatehouse.cli.output;

import dev.gatehouse.cli.walk.WalkStep;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Objects in JSON, one a file and one for the summary, written as they come. As a document: {@code {"files": [...],
 * "summary": {...}}}, valid however the run ends, once {@link #end} was called. As lines: an object each, of which the
 * last has the only property {@code summary}.
 */
public final class JsonReporter implements Reporter {

    /** How the objects are joined. */
    public enum Framing {
        /** One JSON document. */
        DOCUMENT("{\"files\":[", ",\n", "],\n\"summary\":", "}\n"),
        /** One object a line. */
        LINES("", "", "{\"summary\":", "}\n");

        private final String start;
        private final String between;
        private final String beforeSummary;
        private final String afterSummary;

        Framing(String start, String between, String beforeSummary, String afterSummary) {
            this.start = start;
            this.between = between;
            this.beforeSummary = beforeSummary;
            this.afterSummary = afterSummary;
        }
    }

    private final ByteOutput output;
    private final Framing framing;
    private final boolean onlyInfected;
    private boolean first = true;

    /**
     * A report that begins with its first file.
     *
     * @param onlyInfected whether files in which nothing was found are left out
     */
    public JsonReporter(ByteOutput output, Framing framing, boolean onlyInfected) {
        this.output = output;
        this.framing = framing;
        this.onlyInfected = onlyInfected;
    }

    @Override
    public void scanned(ScanReport report) throws IOException {
        if (!onlyInfected || report.verdict() instanceof Verdict.Infected) {
            object(JsonShape.scanned(report));
        }
    }

    @Override
    public void unreadable(WalkStep.Unreadable step) throws IOException {
        if (!onlyInfected) {
            object(JsonShape.notScanned(step.name(), "failed", List.of(step.reason())));
        }
    }

    @Override
    public void skipped(WalkStep.Skipped step) throws IOException {
        if (!onlyInfected) {
            object(JsonShape.notScanned(step.name(), "skipped", List.of(step.reason())));
        }
    }

    @Override
    public void excluded(WalkStep.Excluded step) throws IOException {
        if (!onlyInfected) {
            object(JsonShape.notScanned(step.name(), "excluded", List.of()));
        }
    }

    @Override
    public void end(Summary summary) throws IOException {
        String before = first ? framing.start + framing.beforeSummary : framing.beforeSummary;
        output.write(joined(before, JsonShape.summary(summary), framing.afterSummary));
    }

    private void object(byte[] object) throws IOException {
        String before = first ? framing.start : framing.between;
        first = false;
        output.write(joined(before, object, framing == Framing.LINES ? "\n" : ""));
    }

    private static byte[] joined(String before, byte[] object, String after) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(object.length + before.length() + after.length());
        joined.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
        joined.writeBytes(object);
        joined.writeBytes(after.getBytes(StandardCharsets.US_ASCII));
        return joined.toByteArray();
    }
}
