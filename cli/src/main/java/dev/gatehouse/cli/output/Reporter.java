package dev.gatehouse.cli.output;

import dev.gatehouse.cli.walk.WalkStep;
import dev.gatehouse.engine.ScanReport;
import java.io.IOException;

/** Is told of each file once its scan is over, and at last of the whole. Called by one thread at a time. */
public interface Reporter {

    /**
     * A file that was scanned.
     *
     * @throws IOException if the report cannot be written
     */
    void scanned(ScanReport report) throws IOException;

    /**
     * A place that could not be scanned.
     *
     * @throws IOException if the report cannot be written
     */
    void unreadable(WalkStep.Unreadable step) throws IOException;

    /**
     * A place that was left out by design.
     *
     * @throws IOException if the report cannot be written
     */
    void skipped(WalkStep.Skipped step) throws IOException;

    /**
     * A place that the caller's patterns left out.
     *
     * @throws IOException if the report cannot be written
     */
    void excluded(WalkStep.Excluded step) throws IOException;

    /**
     * The end: nothing follows.
     *
     * @throws IOException if the report cannot be written
     */
    void end(Summary summary) throws IOException;
}
