package dev.gatehouse.spi;

import java.time.Duration;

/**
 * A moment on the monotonic clock by which work must end, and a way to end it sooner. Passed down through everything
 * that takes time; long loops ask {@link #expired} at least every 100 ms.
 */
public final class Deadline {

    private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;

    private final long startNanos;
    private final long allowedNanos;
    private volatile boolean cancelled;

    private Deadline(long startNanos, long allowedNanos) {
        this.startNanos = startNanos;
        this.allowedNanos = allowedNanos;
    }

    /** A deadline so much time from now. */
    public static Deadline after(Duration duration) {
        long nanos = duration.compareTo(Duration.ofNanos(LONGEST_NANOS)) >= 0 ? LONGEST_NANOS : duration.toNanos();
        return new Deadline(System.nanoTime(), Math.max(0, nanos));
    }

    /** A deadline that only {@link #cancel} brings about. */
    public static Deadline none() {
        return new Deadline(System.nanoTime(), LONGEST_NANOS);
    }

    /** Whether the time is over or the work was cancelled. */
    public boolean expired() {
        return cancelled || System.nanoTime() - startNanos >= allowedNanos;
    }

    /** Whether the caller ended the work, as opposed to the time running out. */
    public boolean cancelled() {
        return cancelled;
    }

    /** Ends the work now. */
    public void cancel() {
        cancelled = true;
    }

    /** The time that is left; zero when expired. */
    public Duration remaining() {
        if (cancelled) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.max(0, allowedNanos - (System.nanoTime() - startNanos)));
    }
}
