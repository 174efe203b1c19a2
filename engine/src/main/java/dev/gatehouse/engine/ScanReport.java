package dev.gatehouse.engine;

import java.time.Duration;
import java.util.List;

/**
 * All that is known of one file after its scan.
 *
 * @param path the file as the caller named it
 * @param verdict the outcome
 * @param root the tree of parts; the root is the file itself
 * @param parts how many parts were looked at, the file included
 * @param bytes how many bytes were looked at, over all parts
 * @param generation the generation of the lineup that judged it
 * @param time from opening the file to the verdict
 * @param outvoted what backends that count found, but fewer of them than the lineup's rule wants
 * @param backends what each backend of the lineup had to do with it, in the lineup's order; empty where a single one scans
 *     that waits for nobody
 */
public record ScanReport(
        String path,
        Verdict verdict,
        PartReport root,
        long parts,
        long bytes,
        long generation,
        Duration time,
        List<LocatedFinding> outvoted,
        List<BackendReport> backends) {

    /** Copies the lists. */
    public ScanReport {
        outvoted = List.copyOf(outvoted);
        backends = List.copyOf(backends);
    }

    /**
     * The same report under another name of the file, as when the caller's name is not what the platform made of it.
     *
     * @param name stands in the report as the path and as the root's name
     */
    public ScanReport named(String name) {
        if (path.equals(name)) {
            return this;
        }
        PartReport named = new PartReport(
                name,
                root.types(),
                root.size(),
                root.sha256(),
                root.findings(),
                root.reasons(),
                root.parts(),
                root.time(),
                root.cached());
        return new ScanReport(name, verdict, named, parts, bytes, generation, time, outvoted, backends);
    }
}
