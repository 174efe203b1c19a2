package dev.gatehouse.cli.compare;

import dev.gatehouse.spi.BackendIdentity;
import java.time.Duration;

/**
 * What one engine came to in a whole comparison.
 *
 * @param name what the operator calls it
 * @param identity who it is
 * @param opensFiles whether it was given whole files and opened them itself; otherwise Gatehouse opened them for it
 * @param opening how long it took to open
 * @param found in how many files it found something
 * @param clean how many it looked at wholly and found nothing in
 * @param incomplete how many it did not look at wholly, and found nothing in
 * @param failed about how many it gave no answer
 * @param alone in how many files no other engine found anything, of those that it found something in
 * @param missed how many it called clean in which another found something
 * @param timedBytes the size of the files that it answered about
 * @param timings how long its answers took; those that it failed to give are not among them
 */
public record EngineResult(
        String name,
        BackendIdentity identity,
        boolean opensFiles,
        Duration opening,
        long found,
        long clean,
        long incomplete,
        long failed,
        long alone,
        long missed,
        long timedBytes,
        Timings timings) {

    /** Bytes of files a second, in millions; 0 when nothing was timed. */
    public double megabytesPerSecond() {
        long nanos = timings.total().toNanos();
        return nanos == 0 ? 0 : timedBytes * 1e3 / nanos;
    }

    /** Files a second; 0 when nothing was timed. */
    public double filesPerSecond() {
        long nanos = timings.total().toNanos();
        return nanos == 0 ? 0 : timings.count() * 1e9 / nanos;
    }
}
