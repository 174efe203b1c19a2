package dev.gatehouse.cli.compare;

import dev.gatehouse.engine.LocatedReason;
import java.time.Duration;
import java.util.List;

/**
 * What one engine says of one file.
 *
 * @param standing what it comes to
 * @param detections what it found, the first {@value #MOST_DETAILS}
 * @param allDetections how many it found
 * @param reasons what it did not look at and why, the first {@value #MOST_DETAILS}
 * @param allReasons how many reasons there are
 * @param time from opening the file to the answer
 */
public record Answer(
        Standing standing,
        List<Detection> detections,
        long allDetections,
        List<LocatedReason> reasons,
        long allReasons,
        Duration time) {

    /** How many details of one answer are kept: a hostile archive can bring about any number. */
    public static final int MOST_DETAILS = 50;

    /** Copies what is kept of the lists. */
    public Answer {
        detections = List.copyOf(detections.subList(0, Math.min(detections.size(), MOST_DETAILS)));
        reasons = List.copyOf(reasons.subList(0, Math.min(reasons.size(), MOST_DETAILS)));
    }

    /** Whether something was found within a member of the file. */
    boolean pointsInside() {
        return detections.stream().anyMatch(found -> !found.path().isEmpty());
    }

    /** The same answer in the same time, with what another look at the file brought to light of what was found. */
    Answer with(Answer closerLook) {
        return closerLook.standing == Standing.FOUND
                ? new Answer(standing, closerLook.detections, closerLook.allDetections, reasons, allReasons, time)
                : this;
    }
}
