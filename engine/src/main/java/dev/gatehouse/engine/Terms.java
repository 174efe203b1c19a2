package dev.gatehouse.engine;

import dev.gatehouse.engine.content.Spill;
import dev.gatehouse.engine.type.ContentDetector;
import dev.gatehouse.engine.unpack.Unpackers;
import java.util.Optional;

/**
 * What every scan of one scanner has in common.
 *
 * @param spills each thread's own
 */
record Terms(
        ContentDetector detector,
        Unpackers unpackers,
        ScannerOptions options,
        Optional<VerdictCache> cache,
        ThreadLocal<Spill> spills) {}
