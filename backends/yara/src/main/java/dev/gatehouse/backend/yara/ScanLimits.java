package dev.gatehouse.backend.yara;

import java.time.Duration;

/**
 * What a scan may take.
 *
 * @param maxBytes the largest part that is scanned
 * @param timeout the longest that one scan takes
 * @param inPlaceBytes the largest part that is scanned on the caller's own thread
 */
record ScanLimits(long maxBytes, Duration timeout, long inPlaceBytes) {

    /** For rules that may be slow to stop: nothing is scanned in place. */
    ScanLimits neverInPlace() {
        return new ScanLimits(maxBytes, timeout, -1);
    }

    boolean inPlace(long size) {
        return size <= inPlaceBytes;
    }
}
