package dev.gatehouse.backend.yara;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * The time that a scanner has. libyara's function for it takes whole seconds, and nothing can stop a scan that runs. But
 * it compares its clock with the field {@code timeout} of the scanner, in nanoseconds, each 4096 bytes of searching and
 * each hundred steps of a condition. That field is written here: with the exact limit before a scan, and with the
 * shortest one during it, from another thread, to end it. The limit is never 0, which would mean none and would also
 * make libyara look no more.
 *
 * @param scanner the scanner's memory
 */
record ScanTime(MemorySegment scanner) {

    private static final VarHandle NANOS = JAVA_LONG.varHandle();
    private static final long SHORTEST_NANOS = 1;

    /** Sets the limit of the scan that comes next. */
    void limit(long nanos) {
        NANOS.setVolatile(scanner, (long) YaraLayout.CONTEXT_TIMEOUT, Math.max(SHORTEST_NANOS, nanos));
    }

    /** Ends the scan that runs. */
    void expire() {
        limit(SHORTEST_NANOS);
    }
}
