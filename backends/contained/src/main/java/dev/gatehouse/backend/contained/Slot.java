package dev.gatehouse.backend.contained;

import dev.gatehouse.backend.contained.Launcher.StartException;
import dev.gatehouse.backend.contained.launch.Sandbox;
import dev.gatehouse.backend.contained.wire.FromChild;
import dev.gatehouse.backend.contained.wire.Measure;
import dev.gatehouse.backend.contained.wire.Measured;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one child up: starts it, hears it out, and starts it again when it ends, at once if it had judged anything, else
 * after a rest that doubles from time to time. One thread does all of it and lives as long as the backend, since the
 * kernel ends a child with the thread that started it.
 */
final class Slot {

    private static final Duration OPENING = Duration.ofMinutes(2);
    private static final Duration SHORTEST_REST = Duration.ofMillis(100);
    private static final int MOST_DOUBLINGS = 8;

    /** A scan that comes while all children rest waits so long for one to come back. */
    private static final long WORTH_WAITING_NANOS = 1_500_000_000;

    private final int number;
    private final Settings settings;
    private final Launcher launcher;
    private final Pool pool;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private List<Sandbox> candidates;
    private final List<String> passedOver = new ArrayList<>();
    private final CompletableFuture<Opened> opened = new CompletableFuture<>();
    private volatile @Nullable ChildProcess child;
    private boolean lasting;
    private volatile boolean resting;
    private volatile long restsUntil;

    Slot(int number, Settings settings, Launcher launcher, Pool pool, List<Sandbox> candidates) {
        this.number = number;
        this.settings = settings;
        this.launcher = launcher;
        this.pool = pool;
        this.candidates = List.copyOf(candidates);
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("contained " + settings.within().name() + " " + number)
                .unstarted(this::run);
    }

    /** How the first start went. */
    sealed interface Opened {}

    /**
     * A child is up.
     *
     * @param passedOver the tighter ways to start it, and why they could not be had
     */
    record Up(Sandbox sandbox, FromChild.Ready ready, List<String> passedOver) implements Opened {
        /** Copies the list. */
        Up {
            passedOver = List.copyOf(passedOver);
        }
    }

    /** None is, for good. */
    record Refused(String why) implements Opened {}

    /** Starts the thread, and tells later how the first start went. */
    CompletableFuture<Opened> start() {
        thread.start();
        return opened;
    }

    /** Starts the thread, which goes on whatever becomes of its first child. */
    void startLasting() {
        lasting = true;
        thread.start();
    }

    /** Whether a child is up or soon will be. */
    boolean promising() {
        return thread.isAlive() && !(resting && restsUntil - System.nanoTime() > WORTH_WAITING_NANOS);
    }

    /** Ends the child and the thread. */
    void close() {
        closing.countDown();
        ChildProcess running = child;
        if (running != null) {
            running.kill("the backend was closed");
        }
    }

    /** Waits for the thread to end, so that nothing is left of the child. */
    void join(Duration patience) {
        try {
            thread.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int failures = 0;
        try {
            while (closing.getCount() > 0) {
                boolean useful = serve();
                failures = useful ? 0 : failures + 1;
                if (!lasting && !opened.isDone()) {
                    opened.complete(new Refused(pool.trouble()));
                    return;
                }
                if (failures > 0) {
                    rest(SHORTEST_REST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            opened.complete(new Refused("the backend was closed"));
        }
    }

    private void rest(Duration duration) throws InterruptedException {
        restsUntil = System.nanoTime() + duration.toNanos();
        resting = true;
        boolean _ = closing.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        resting = false;
    }

    /** Has a child up until it ends; says whether it was of any use. */
    private boolean serve() {
        Optional<ChildProcess> started = startChild();
        if (started.isEmpty()) {
            return false;
        }
        try (ChildProcess running = started.get()) {
            child = running;
            if (closing.getCount() == 0) {
                running.kill("the backend was closed");
            }
            if (greet(running)) {
                running.tidy();
                pool.arrived(running);
                String why = running.listen();
                pool.left(running, why);
            }
            return running.provedUseful();
        } finally {
            child = null;
        }
    }

    /** Tries the ways to start a child until one brings it to the gate, and keeps to that one. */
    private Optional<ChildProcess> startChild() {
        for (Sandbox sandbox : candidates) {
            try {
                ChildProcess started = launcher.start(sandbox, number);
                candidates = List.of(sandbox);
                return Optional.of(started);
            } catch (StartException | IOException e) {
                passedOver.add(sandbox.description() + ": " + e.getMessage());
            }
        }
        String trouble = "no child can be started: " + String.join("; ", passedOver);
        passedOver.clear();
        pool.troubled(trouble);
        return Optional.empty();
    }

    private boolean greet(ChildProcess running) {
        Executor later = CompletableFuture.delayedExecutor(OPENING.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> impatience = CompletableFuture.runAsync(
                () -> running.kill("it did not open within " + OPENING.toSeconds() + " s"), later);
        Optional<FromChild> first = running.first();
        impatience.cancel(false);
        Optional<String> trouble = first.map(this::objection)
                .orElseGet(() -> Optional.of(
                        settings.within().name() + ": the contained child ended while it opened: " + running.ending()));
        if (trouble.isPresent()) {
            pool.troubled(trouble.get());
            running.kill(trouble.get());
            return false;
        }
        if (first.get() instanceof FromChild.Ready ready) {
            opened.complete(new Up(running.sandbox(), ready, passedOver));
            pool.learned(ready.identity());
        }
        return true;
    }

    private Optional<String> objection(FromChild first) {
        return switch (first) {
            case FromChild.Refused refused -> Optional.of(refused.why());
            case FromChild.Ready ready -> missing(ready.measures());
            default -> Optional.of(settings.within().name() + ": the contained child talked nonsense");
        };
    }

    private Optional<String> missing(List<Measured> measures) {
        List<String> missing = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            if (settings.require().contains(measure)) {
                Optional<Measured> measured = measures.stream()
                        .filter(each -> each.measure() == measure)
                        .findFirst();
                if (measured.isEmpty() || !measured.get().holds()) {
                    missing.add(
                            measure.id() + " (" + measured.map(Measured::detail).orElse("not measured") + ")");
                }
            }
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(settings.within().name() + ": require asks for what does not hold here: "
                        + String.join(", ", missing)
                        + (passedOver.isEmpty() ? "" : "; passed over: " + String.join("; ", passedOver))
                        + "; install bubblewrap and allow it namespaces, or require less");
    }
}
