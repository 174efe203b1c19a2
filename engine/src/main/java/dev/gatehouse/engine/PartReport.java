package dev.gatehouse.engine;

import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one part of a file, and of the parts that came out of it.
 *
 * @param name the member's name as its container gives it, or the file's path
 * @param types all the types that its bytes can be read as
 * @param size bytes, as far as they were reached
 * @param sha256 lower-case hexadecimal digits, when it was computed
 * @param findings what each backend found in it
 * @param reasons what of it was not looked at, and why
 * @param parts what came out of it
 * @param time from its opening to its verdict, parts included
 * @param cached whether the verdict was known from an identical part
 */
public record PartReport(
        String name,
        Set<ContentType> types,
        long size,
        Optional<String> sha256,
        List<BackendFinding> findings,
        List<Reason> reasons,
        List<PartReport> parts,
        Duration time,
        boolean cached) {

    /** Copies the collections. */
    public PartReport {
        types = Set.copyOf(types);
        findings = List.copyOf(findings);
        reasons = List.copyOf(reasons);
        parts = List.copyOf(parts);
    }
}
