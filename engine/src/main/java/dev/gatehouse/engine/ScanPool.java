package dev.gatehouse.engine;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Deadline;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that scan, and a watchdog over them. A scan that does not end with its deadline, because a
 * parser loops and Java cannot stop it, is abandoned: its report tells what was known, its thread is left to itself and
 * another takes its place. No scan outlives its deadline by more than half a second, nor a cancellation by more than a
 * fifth.
 *
 * <p>What is chained to a future runs on the thread that scanned or on the watchdog's: keep it short.
 */
public final class ScanPool implements AutoCloseable {

    /** How often the watchdog looks, and how long after the end it waits for a scan to notice by itself. */
    private static final Duration ROUND = Duration.ofMillis(50);

    private static final Duration GRACE_TIME = Duration.ofMillis(350);
    private static final Duration GRACE_CANCELLED = Duration.ofMillis(100);

    /** Containers nest, and so do their parsers' stacks; what is not touched costs nothing. */
    private static final long STACK_BYTES = 16L << 20;

    private static final int QUEUE_LENGTH = 1024;

    private final Scanner scanner;
    private final BlockingQueue<Optional<Job>> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended;
    private final ScheduledExecutorService watchdog;
    private final AtomicInteger abandoned = new AtomicInteger();
    private final AtomicLong started = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Starts so many threads over a scanner, which stays its owner's. */
    public ScanPool(Scanner scanner, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be positive: " + threads);
        }
        this.scanner = scanner;
        this.ended = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            startWorker();
        }
        this.watchdog = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("scan-watchdog").factory());
        var _ = watchdog.scheduleWithFixedDelay(this::watch, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Scans a file as soon as a thread is free. Waits while {@value #QUEUE_LENGTH} scans are queued.
     *
     * @param outer ends the scan, queued or under way, before its own limit of time does
     */
    public CompletableFuture<ScanReport> submit(Path file, Deadline outer) {
        return submit(file, Set.of(), outer);
    }

    /**
     * Scans a file of which more is known than its bytes show, as soon as a thread is free. Waits while
     * {@value #QUEUE_LENGTH} scans are queued.
     *
     * @param declared what it is to be opened as, besides what its bytes can be read as
     * @param outer ends the scan, queued or under way, before its own limit of time does
     */
    public CompletableFuture<ScanReport> submit(Path file, Set<ContentType> declared, Deadline outer) {
        return submit(file.toString(), declared, outer, scan -> scan.file(file));
    }

    /**
     * Scans a file with another scanner than the pool's, of the same lineups: other options for one file. Waits while
     * {@value #QUEUE_LENGTH} scans are queued.
     *
     * @param outer ends the scan, queued or under way, before its own limit of time does
     */
    public CompletableFuture<ScanReport> submit(Scanner other, Path file, Deadline outer) {
        return submit(other, file.toString(), Set.of(), outer, scan -> scan.file(file));
    }

    /**
     * Scans a stream as soon as a thread is free, and does not close it. Waits while {@value #QUEUE_LENGTH} scans are
     * queued.
     *
     * @param name what the report calls it
     * @param outer ends the scan, queued or under way, before its own limit of time does
     */
    public CompletableFuture<ScanReport> submit(String name, InputStream stream, Deadline outer) {
        return submit(name, Set.of(), outer, scan -> scan.stream(stream));
    }

    /**
     * Scans a content as soon as a thread is free. Waits while {@value #QUEUE_LENGTH} scans are queued. The content
     * stays the caller's, to be closed when the future is done.
     *
     * @param name what the report calls it
     * @param outer ends the scan, queued or under way, before its own limit of time does
     */
    public CompletableFuture<ScanReport> submit(String name, Content content, Deadline outer) {
        return submit(name, content, Set.of(), outer);
    }

    /**
     * Scans a content of which more is known than its bytes show, as soon as a thread is free. Waits while
     * {@value #QUEUE_LENGTH} scans are queued. The content stays the caller's, to be closed when the future is done.
     *
     * @param name what the report calls it
     * @param declared what it is to be opened as, besides what its bytes can be read as: a mail gateway knows that it
     *     holds a {@link ContentType#MAIL}
     * @param outer ends the scan, queued or under way, before its own limit of time does
     */
    public CompletableFuture<ScanReport> submit(
            String name, Content content, Set<ContentType> declared, Deadline outer) {
        return submit(name, declared, outer, scan -> scan.content(content));
    }

    private CompletableFuture<ScanReport> submit(
            String name, Set<ContentType> declared, Deadline outer, Function<FileScan, ScanReport> work) {
        return submit(scanner, name, declared, outer, work);
    }

    private CompletableFuture<ScanReport> submit(
            Scanner with, String name, Set<ContentType> declared, Deadline outer, Function<FileScan, ScanReport> work) {
        if (closed.get()) {
            throw new IllegalStateException("the pool is closed");
        }
        Job job = new Job(with, name, declared, outer, work, new CompletableFuture<>());
        putUninterruptibly(Optional.of(job));
        return job.future;
    }

    /** How many threads were left to themselves so far, as their scans did not end. */
    public int abandoned() {
        return abandoned.get();
    }

    /** Takes no more scans and waits for those that it has: cancel their deadlines to wait less. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            for (long left = ended.getCount(); left > 0; left--) {
                putUninterruptibly(Optional.empty());
            }
        }
        awaitUninterruptibly();
        watchdog.shutdownNow();
        for (Optional<Job> late = queue.poll(); late != null; late = queue.poll()) {
            late.ifPresent(job -> job.future.completeExceptionally(new IllegalStateException("the pool is closed")));
        }
    }

    private void putUninterruptibly(Optional<Job> job) {
        boolean interrupted = false;
        while (true) {
            try {
                queue.put(job);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitUninterruptibly() {
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void startWorker() {
        Worker worker = new Worker();
        workers.add(worker);
        Thread thread = new Thread(null, worker, "scan-" + started.incrementAndGet(), STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        for (Worker worker : workers) {
            Running running = worker.running;
            if (running != null && running.overdue() && running.settle()) {
                abandon(worker, running);
            }
        }
    }

    private void abandon(Worker worker, Running running) {
        abandoned.incrementAndGet();
        workers.remove(worker);
        startWorker();
        try {
            running.job.future.complete(running.scan.abandon());
        } catch (RuntimeException | Error e) {
            running.job.future.completeExceptionally(e);
        }
    }

    private record Job(
            Scanner scanner,
            String name,
            Set<ContentType> declared,
            Deadline outer,
            Function<FileScan, ScanReport> work,
            CompletableFuture<ScanReport> future) {}

    /** A scan under way. Either its worker settles it or the watchdog. */
    private static final class Running {

        private final Job job;
        private final FileScan scan;
        private final AtomicBoolean settled = new AtomicBoolean();
        private long overSinceNanos;
        private boolean over;

        Running(Job job, FileScan scan) {
            this.job = job;
            this.scan = scan;
        }

        boolean settle() {
            return settled.compareAndSet(false, true);
        }

        /** Called by the watchdog alone. */
        boolean overdue() {
            Deadline deadline = scan.deadline();
            if (!deadline.expired()) {
                return false;
            }
            long now = System.nanoTime();
            if (!over) {
                over = true;
                overSinceNanos = now;
            }
            Duration grace = deadline.cancelled() ? GRACE_CANCELLED : GRACE_TIME;
            return now - overSinceNanos >= grace.toNanos();
        }
    }

    private final class Worker implements Runnable {

        private volatile @Nullable Running running;

        @Override
        public void run() {
            while (true) {
                Optional<Job> next;
                try {
                    next = queue.take();
                } catch (InterruptedException e) {
                    // nobody but foreign code on this thread can have asked for it
                    continue;
                }
                if (next.isEmpty()) {
                    workers.remove(this);
                    ended.countDown();
                    return;
                }
                if (!serve(next.get())) {
                    return;
                }
            }
        }

        /** Whether this worker goes on; if not, another has taken its place. */
        private boolean serve(Job job) {
            FileScan scan = job.scanner.begin(job.name, job.declared, job.outer);
            Running now = new Running(job, scan);
            running = now;
            try {
                ScanReport report = job.work.apply(scan);
                if (!now.settle()) {
                    return false;
                }
                job.future.complete(report);
            } catch (Throwable e) {
                if (!now.settle()) {
                    return false;
                }
                job.future.completeExceptionally(e);
            } finally {
                running = null;
            }
            return true;
        }
    }
}
