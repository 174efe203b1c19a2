package dev.gatehouse.backend.clamd;

import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Closes channels whose time is over: a blocking connect, write or read ends when its channel is closed. */
final class Timer implements AutoCloseable {

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("clamd-timer").factory());

    Timer() {
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Closes the channel when the deadline is over or cancelled, unless the cut-off is closed before. */
    Cutoff closing(Channel channel, Deadline deadline) {
        return new Cutoff(channel, deadline);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** The closing of one channel, to come. */
    final class Cutoff implements AutoCloseable {

        private final Deadline.Registration cancellation;
        private final Runnable revoke;

        private Cutoff(Channel channel, Deadline deadline) {
            Runnable close = () -> closeQuietly(channel);
            this.cancellation = deadline.onCancel(close);
            Duration remaining = deadline.remaining();
            // a deadline without end would overflow the executor's clock
            long nanos = Math.min(remaining.toNanos(), TimeUnit.DAYS.toNanos(365));
            var task = executor.schedule(close, nanos, TimeUnit.NANOSECONDS);
            this.revoke = () -> task.cancel(false);
        }

        @Override
        public void close() {
            revoke.run();
            cancellation.close();
        }
    }

    /** Closes a channel that is of no more use; that it may fail to say goodbye matters to nobody. */
    static void closeQuietly(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // the channel is given up either way
        }
    }
}
