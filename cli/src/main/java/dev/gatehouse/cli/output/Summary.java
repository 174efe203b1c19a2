package dev.gatehouse.cli.output;

import dev.gatehouse.spi.ReasonCode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a whole run.
 *
 * @param backends who scanned, in the order of the lineup
 * @param approvals who allowed them to
 * @param files how many files were scanned, those that failed included
 * @param folders how many folders were entered
 * @param parts how many parts were looked at, files included
 * @param bytes how many bytes were looked at, over all parts
 * @param infectedFiles in how many files something was found
 * @param findings how much was found, over all files
 * @param incompleteFiles how many files had nothing found but were not looked at whole
 * @param failures how many places could not be scanned at all
 * @param excluded how many places the caller's patterns left out
 * @param incomplete how often each reason kept something from being looked at
 * @param skipped how often each reason left a place out by design
 * @param time from the start of the scan to its end
 * @param interrupted whether the run was ended before its time
 */
public record Summary(
        List<BackendSummary> backends,
        ApprovalFacts approvals,
        long files,
        long folders,
        long parts,
        long bytes,
        long infectedFiles,
        long findings,
        long incompleteFiles,
        long failures,
        long excluded,
        Map<ReasonCode, Long> incomplete,
        Map<ReasonCode, Long> skipped,
        Duration time,
        boolean interrupted) {

    /** Copies the collections, each map in the order of its codes. */
    public Summary {
        backends = List.copyOf(backends);
        incomplete = copy(incomplete);
        skipped = copy(skipped);
    }

    private static Map<ReasonCode, Long> copy(Map<ReasonCode, Long> counts) {
        Map<ReasonCode, Long> copy = new EnumMap<>(ReasonCode.class);
        copy.putAll(counts);
        return copy;
    }
}
