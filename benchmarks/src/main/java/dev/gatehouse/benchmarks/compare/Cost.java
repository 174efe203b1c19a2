package dev.gatehouse.benchmarks.compare;

import java.util.Set;

/**
 * What one run cost.
 *
 * @param wallSeconds from start to end
 * @param cpuSeconds in user and system mode, of the process and of a server's share
 * @param peakKilobytes the most that was resident, of the process or its server
 * @param exitCode how it ended
 * @param detections what was found: a file and a signature each
 */
record Cost(double wallSeconds, double cpuSeconds, long peakKilobytes, int exitCode, Set<String> detections) {

    /** Copies the set. */
    Cost {
        detections = Set.copyOf(detections);
    }
}
