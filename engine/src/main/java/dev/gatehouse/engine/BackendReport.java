package dev.gatehouse.engine;

import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Reason;
import java.time.Duration;
import java.util.List;

/**
 * What one backend of the lineup had to do with a file.
 *
 * @param name what the operator calls it
 * @param role its role in the lineup
 * @param counted whether its word counted for this file
 * @param identity who it was
 * @param outcome what came of it
 * @param questions about how many parts it was asked; parts whose verdict was known are not among them
 * @param time how long it took to answer, over all questions; what it waited for its peer is in it
 * @param reasons why it did not judge what it should have, the first few
 * @param stale whether its signatures are older than the operator likes
 */
public record BackendReport(
        String name,
        Role role,
        boolean counted,
        BackendIdentity identity,
        Outcome outcome,
        long questions,
        Duration time,
        List<Reason> reasons,
        boolean stale) {

    /** What came of a backend in a file, over all parts that it was asked about. */
    public enum Outcome {
        /** It found something. */
        INFECTED,
        /** It found nothing, and did not judge everything that it was asked about. */
        INCOMPLETE,
        /** It gave no answer at all. */
        FAILED,
        /** It found nothing. */
        CLEAN,
        /** It was not asked: the verdict was known, or the file has no bytes. */
        UNASKED,
        /** It takes no part: it is out, or a standby at rest. */
        ABSENT
    }

    /** Copies the list. */
    public BackendReport {
        reasons = List.copyOf(reasons);
    }
}
