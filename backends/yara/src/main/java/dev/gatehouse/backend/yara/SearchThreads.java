package dev.gatehouse.backend.yara;

import dev.gatehouse.spi.Deadline;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Threads for searches that may be slow to hear that they are to stop: between two looks at its clock, libyara tries each
 * regular expression at thousands of places and calls functions of modules that read everything. The caller goes away
 * soon after it is told to; the search ends by itself some time later, on a copy of its own, and gives its scanners back
 * then.
 */
final class SearchThreads implements AutoCloseable {

    /** How long a search that is to stop is waited for: it mostly ends in a fraction of that. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("yara-search-", 0).daemon().factory());

    /**
     * Runs a search, and gives the lease back when it ends.
     *
     * @return nothing if it was stopped and not over yet
     */
    Optional<SearchResult> run(Search search, ScannerPool.Lease lease, Deadline deadline) {
        Wait wait = new Wait(search);
        try {
            threads.execute(() -> {
                try (lease) {
                    wait.done(search.run(deadline.remaining().toNanos()));
                } catch (RuntimeException | Error e) {
                    wait.failed(e);
                }
            });
        } catch (RejectedExecutionException _) {
            lease.close();
            return Optional.empty();
        }
        try (Deadline.Registration _ = deadline.onCancel(wait::stop)) {
            return wait.result(deadline);
        }
    }

    /** Lets threads end when they have nothing more to do. */
    @Override
    public void close() {
        threads.shutdown();
    }

    /** The caller's wait for one search. */
    private static final class Wait {

        private final Search search;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private @Nullable SearchResult result;
        private @Nullable Throwable failure;
        private boolean stopping;

        Wait(Search search) {
            this.search = search;
        }

        void done(SearchResult found) {
            signal(() -> result = found);
        }

        void failed(Throwable e) {
            signal(() -> failure = e);
        }

        void stop() {
            search.stop();
            signal(() -> stopping = true);
        }

        private void signal(Runnable change) {
            lock.lock();
            try {
                change.run();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        Optional<SearchResult> result(Deadline deadline) {
            boolean interrupted = false;
            lock.lock();
            try {
                long left = deadline.remaining().toNanos() + PATIENCE_NANOS;
                boolean patient = true;
                while (result == null && failure == null && left > 0) {
                    if (stopping && patient) {
                        patient = false;
                        left = PATIENCE_NANOS;
                    }
                    try {
                        left = changed.awaitNanos(left);
                    } catch (InterruptedException _) {
                        interrupted = true;
                    }
                }
                if (failure != null) {
                    throw new IllegalStateException("a search broke off: " + failure, failure);
                }
                return Optional.ofNullable(result);
            } finally {
                lock.unlock();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
