package dev.gatehouse.engine;

import java.time.Duration;

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
 */
public record ScanReport(
        String path, Verdict verdict, PartReport root, long parts, long bytes, long generation, Duration time) {}
