package dev.gatehouse.backend.contained;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.tck.Peer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The children of a contained backend, which comes by new ones by itself. */
final class Children implements Peer {

    private static final Duration MOST = Duration.ofSeconds(30);
    private static final long BETWEEN_LOOKS_MILLIS = 20;

    private final Backend backend;

    Children(Backend backend) {
        this.backend = backend;
    }

    @Override
    public void stop() throws Exception {
        List<ProcessHandle> killed = Rig.childProcessHandles();
        killed.forEach(ProcessHandle::destroyForcibly);
        await(() -> killed.stream().noneMatch(ProcessHandle::isAlive), "a killed child lives");
    }

    @Override
    public void start() throws Exception {
        await(this::judges, "no child that judges came back");
    }

    private boolean judges() {
        MemorySubject letter = MemorySubject.of("a letter".getBytes(StandardCharsets.US_ASCII));
        return backend.scan(letter, new ScanContext(Deadline.after(MOST), false)) instanceof ScanOutcome.Clean;
    }

    /** Something that comes true. */
    @FunctionalInterface
    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition, String failure) throws InterruptedException, TimeoutException {
        long giveUp = System.nanoTime() + MOST.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - giveUp >= 0) {
                throw new TimeoutException(failure + " for " + MOST.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
    }
}
