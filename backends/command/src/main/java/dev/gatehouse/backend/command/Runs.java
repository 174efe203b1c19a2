package dev.gatehouse.backend.command;

import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs of the scanner, so many at once. A file waits until a run begins; where the profile allows it, all that wait by
 * then go into one run. So a scanner that takes long to load its signatures loads them once for many files when there
 * is much to do, and no file waits for others when there is little.
 */
final class Runs implements AutoCloseable {

    private static final long CLOSING_SECONDS = 3;

    private final CommandSettings settings;
    private final ChildProcess process;
    private final WorkFolder folder;
    private final Interpreter interpreter;
    private final CommandLine commandLine;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Deque<Request> queue = new ArrayDeque<>();
    private final Set<Request> underWay = new HashSet<>();
    private int running;
    private boolean closed;

    Runs(CommandSettings settings, ChildProcess process, WorkFolder folder) {
        this.settings = settings;
        this.process = process;
        this.folder = folder;
        this.interpreter = new Interpreter(settings.profile());
        this.commandLine = new CommandLine(settings.program(), settings.more());
    }

    /**
     * A file that waits for a scan.
     *
     * @param outcome completed when there is one; a run ends when nobody waits for any of its files
     */
    record Request(Path file, boolean allMatches, CompletableFuture<ScanOutcome> outcome) {

        /** By identity: two may be for one file. */
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Has a file scanned; its outcome is completed on another thread. */
    void submit(Request request) {
        lock.lock();
        try {
            if (closed) {
                request.outcome().complete(failed(ReasonCode.BACKEND_UNAVAILABLE, "the backend was closed"));
                return;
            }
            queue.add(request);
            if (running < settings.concurrency()) {
                running++;
                Thread.ofVirtual().name("command-run").start(this::runOn);
            }
        } finally {
            lock.unlock();
        }
    }

    private void runOn() {
        List<Request> batch = next(List.of());
        while (!batch.isEmpty()) {
            try {
                run(batch);
            } catch (IOException e) {
                complete(batch, failed(ReasonCode.BACKEND_UNAVAILABLE, "it cannot be run: " + e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                complete(batch, failed(ReasonCode.BACKEND_UNAVAILABLE, "the run was interrupted"));
            } catch (RuntimeException e) {
                complete(batch, failed(ReasonCode.BACKEND_ERROR, "the run broke: " + e));
            }
            batch = next(batch);
        }
    }

    private List<Request> next(List<Request> done) {
        lock.lock();
        try {
            underWay.removeAll(Set.copyOf(done));
            List<Request> batch = new ArrayList<>();
            while (batch.size() < settings.profile().batch() && !queue.isEmpty()) {
                Request request = queue.remove();
                if (!request.outcome().isDone()) {
                    batch.add(request);
                }
            }
            underWay.addAll(batch);
            if (batch.isEmpty()) {
                running--;
                ended.signalAll();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void run(List<Request> batch) throws IOException, InterruptedException {
        CompletableFuture<?> abandoned =
                CompletableFuture.allOf(batch.stream().map(Request::outcome).toArray(CompletableFuture[]::new));
        List<Path> files = batch.stream().map(Request::file).toList();
        Profile profile = settings.profile();
        Optional<Path> input =
                profile.giving() == Profile.Giving.STDIN ? Optional.of(files.getFirst()) : Optional.empty();
        List<String> template = new ArrayList<>(profile.arguments());
        if (batch.stream().anyMatch(Request::allMatches)) {
            template.addAll(0, profile.allMatches());
        }
        try (WorkFolder.Loan list = folder.list(files)) {
            ChildProcess.Result result = process.run(
                    commandLine.of(template, files, Optional.of(list.path())), input, settings.timeLimit(), abandoned);
            switch (result.end()) {
                case EXITED ->
                    batch.forEach(request -> request.outcome().complete(interpreter.outcome(result, request.file())));
                case TIMED_OUT ->
                    complete(
                            batch,
                            failed(
                                    ReasonCode.BACKEND_TIMEOUT,
                                    "it took more than " + settings.timeLimit().toSeconds() + " s"));
                case TOO_MUCH_OUTPUT ->
                    complete(
                            batch,
                            failed(
                                    ReasonCode.BACKEND_ERROR,
                                    "it printed more than " + settings.outputLimit() + " bytes"));
                case UNHEARD ->
                    complete(
                            batch,
                            failed(
                                    ReasonCode.BACKEND_ERROR,
                                    "what it printed cannot be read to its end: something that it started holds it open"));
                case ABANDONED -> complete(batch, failed(ReasonCode.CANCELLED, "nobody waits for it"));
            }
        }
    }

    private static void complete(List<Request> batch, ScanOutcome outcome) {
        batch.forEach(request -> request.outcome().complete(outcome));
    }

    static ScanOutcome failed(ReasonCode code, String detail) {
        return new ScanOutcome.Failed(new Reason(code, detail));
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends every run; waits a little for the processes to be gone. */
    @Override
    public void close() {
        List<Request> all;
        lock.lock();
        try {
            closed = true;
            all = new ArrayList<>(queue);
            all.addAll(underWay);
        } finally {
            lock.unlock();
        }
        complete(all, failed(ReasonCode.BACKEND_UNAVAILABLE, "the backend was closed during the scan"));
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(CLOSING_SECONDS);
            while (running > 0 && left > 0) {
                left = ended.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
