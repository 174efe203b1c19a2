package dev.gatehouse.engine.approval;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A list of approvals whose signature is good.
 *
 * @param file where it was read
 * @param signature what proves it
 * @param entries in the order of the file; a backend is covered when one of them covers it
 */
public record Approvals(Path file, DetachedSignature signature, List<Approval> entries) {

    /** Copies the list. */
    public Approvals {
        entries = List.copyOf(entries);
    }

    /** When something begins or ends next, after a moment. */
    Optional<Instant> nextChange(Instant after) {
        Optional<Instant> end = entries.stream()
                .map(approval -> approval.validity().until())
                .filter(until -> until.isAfter(after))
                .min(Instant::compareTo);
        return Stream.concat(end.stream(), nextBeginning(after).stream()).min(Instant::compareTo);
    }

    /** When something begins to hold next, after a moment. */
    Optional<Instant> nextBeginning(Instant after) {
        return entries.stream()
                .flatMap(approval -> approval.validity().from().stream())
                .filter(from -> from.isAfter(after))
                .min(Instant::compareTo);
    }
}
