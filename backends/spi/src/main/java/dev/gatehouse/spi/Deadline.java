package dev.gatehouse.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A moment on the monotonic clock by which work must end, and a way to end it sooner. Passed down through everything
 * that takes time; long loops ask {@link #expired} at least every 100 ms.
 */
public final class Deadline {

    private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;

    private final long startNanos;
    private final long allowedNanos;
    private final @Nullable Deadline outer;
    private final List<Runnable> onCancel = new ArrayList<>(0);
    private volatile boolean cancelled;

    private Deadline(long startNanos, long allowedNanos, @Nullable Deadline outer) {
        this.startNanos = startNanos;
        this.allowedNanos = allowedNanos;
        this.outer = outer;
    }

    /** A deadline so much time from now. */
    public static Deadline after(Duration duration) {
        long nanos = duration.compareTo(Duration.ofNanos(LONGEST_NANOS)) >= 0 ? LONGEST_NANOS : duration.toNanos();
        return new Deadline(System.nanoTime(), Math.max(0, nanos), null);
    }

    /** A deadline that only {@link #cancel} brings about. */
    public static Deadline none() {
        return new Deadline(System.nanoTime(), LONGEST_NANOS, null);
    }

    /**
     * A deadline for a part of this work: so much time from now or this deadline, whichever comes first. It is over as
     * soon as this one is cancelled; to cancel it leaves this one as it is.
     */
    public Deadline within(Duration duration) {
        long now = System.nanoTime();
        long left = Math.max(0, allowedNanos - (now - startNanos));
        long nanos = duration.compareTo(Duration.ofNanos(left)) >= 0 ? left : Math.max(0, duration.toNanos());
        return new Deadline(now, nanos, this);
    }

    /** Whether the time is over or the work was cancelled. */
    public boolean expired() {
        return cancelled() || System.nanoTime() - startNanos >= allowedNanos;
    }

    /** Whether the caller ended the work, as opposed to the time running out. */
    public boolean cancelled() {
        return cancelled || (outer != null && outer.cancelled());
    }

    /**
     * Ends the work now, and runs what was asked for with {@link #onCancel} on this thread. For who began the work: a
     * backend shares the deadline that it is given with others, and never cancels it.
     */
    public void cancel() {
        List<Runnable> actions;
        synchronized (onCancel) {
            cancelled = true;
            actions = List.copyOf(onCancel);
            onCancel.clear();
        }
        RuntimeException thrown = null;
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException e) {
                thrown = e;
            }
        }
        if (thrown != null) {
            throw thrown;
        }
    }

    /**
     * Runs an action once when the work is cancelled, on the thread that cancels it, or at once if it is already: to
     * close the channel or stop the process that a scan waits for. It is not run when the time merely runs out: waits
     * are bounded by {@link #remaining}. The action must be short and must not throw.
     *
     * @return ends the interest when it is closed
     */
    public Registration onCancel(Runnable action) {
        AtomicBoolean ran = new AtomicBoolean();
        Runnable once = () -> {
            if (ran.compareAndSet(false, true)) {
                action.run();
            }
        };
        for (Deadline each = this; each != null; each = each.outer) {
            each.listen(once);
        }
        return () -> {
            ran.set(true);
            for (Deadline each = this; each != null; each = each.outer) {
                each.forget(once);
            }
        };
    }

    private void listen(Runnable action) {
        synchronized (onCancel) {
            if (!cancelled) {
                onCancel.add(action);
                return;
            }
        }
        action.run();
    }

    private void forget(Runnable action) {
        synchronized (onCancel) {
            onCancel.remove(action);
        }
    }

    /** The interest in a cancellation. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {

        /** Ends the interest. The action may still be running on another thread. */
        @Override
        void close();
    }

    /** The time that is left; zero when expired. */
    public Duration remaining() {
        if (cancelled()) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.max(0, allowedNanos - (System.nanoTime() - startNanos)));
    }
}
