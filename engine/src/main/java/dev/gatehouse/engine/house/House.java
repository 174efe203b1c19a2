package dev.gatehouse.engine.house;

import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.configuration.Configuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A lineup that follows what is configured: opened from it once, and opened anew when it changed, without a scan being
 * dropped, refused or judged by half of each. For processes that live long.
 */
public final class House implements AutoCloseable {

    private final Optional<Path> file;
    private final HouseListener listener;
    private final RunningLineup running;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Installation installation;
    private DiskState seen;
    private @Nullable Thread watch;

    private House(
            Optional<Path> file,
            HouseListener listener,
            Installation installation,
            RunningLineup running,
            DiskState seen) {
        this.file = file;
        this.listener = listener;
        this.installation = installation;
        this.running = running;
        this.seen = seen;
    }

    /**
     * Reads what is configured and opens the lineup.
     *
     * @param file the configuration; nothing for the defaults
     * @throws InstallationException if anything is wrong with it; nothing is open then
     */
    public static House open(Optional<Path> file, HouseListener listener) throws InstallationException {
        Installation installation = Installation.of(file);
        boolean opened = false;
        try {
            List<LineupEntry> entries = installation.entries();
            DiskState seen = DiskState.of(installation.configuration(), entries);
            RunningLineup running = RunningLineup.open(
                    installation, entries, installation.configuration().policy(), listener::warned);
            opened = true;
            tellTroubles(installation, running.lineup(), listener);
            return new House(file, listener, installation, running, seen);
        } finally {
            if (!opened) {
                installation.close();
            }
        }
    }

    private static void tellTroubles(Installation installation, Lineup lineup, HouseListener listener) {
        installation.troubles().forEach(listener::warned);
        lineup.warnings().forEach(listener::warned);
    }

    /** How it is configured now. */
    public Configuration configuration() {
        return installation.configuration();
    }

    /** The lineup, and who holds it. */
    public RunningLineup running() {
        return running;
    }

    /**
     * Reads everything anew, opens another lineup and lets it scan. The listener is told what comes of it.
     *
     * @param cause why, for the listener
     * @return the generation that scans now
     * @throws InstallationException if anything is wrong with what is configured; the lineup before scans on
     */
    public synchronized long reload(String cause) throws InstallationException {
        if (closing.getCount() == 0) {
            throw new InstallationException("the house is closed");
        }
        long begin = System.nanoTime();
        try {
            renew();
        } catch (InstallationException e) {
            listener.reloadFailed(cause, String.valueOf(e.getMessage()));
            throw e;
        }
        Lineup lineup = running.lineup();
        listener.reloaded(cause, lineup, Duration.ofNanos(System.nanoTime() - begin));
        tellTroubles(installation, lineup, listener);
        return lineup.generation();
    }

    private void renew() throws InstallationException {
        // looked at first: what is written while it is read is a change again
        seen = look();
        Installation next = Installation.of(file);
        boolean taken = false;
        try {
            List<LineupEntry> entries = next.entries();
            DiskState read = DiskState.of(next.configuration(), entries);
            Installation before = installation;
            var _ = running.renew(next, entries, next.configuration().policy()).whenComplete((_, _) -> before.close());
            installation = next;
            seen = read;
            taken = true;
        } finally {
            if (!taken) {
                next.close();
            }
        }
    }

    private DiskState look() {
        return DiskState.of(installation.configuration(), running.entries());
    }

    /**
     * Looks at the disk again and again from now on, and reloads when something changed and then stayed as it is for one
     * round, so that a file is not read while it is written. To be called once at most.
     *
     * @param round the pause between two looks
     */
    public synchronized void follow(Duration round) {
        if (watch != null) {
            throw new IllegalStateException("the disk is watched already");
        }
        watch = Thread.ofVirtual().name("disk-watch").start(() -> keepLooking(round));
    }

    private void keepLooking(Duration round) {
        DiskState before = seen();
        try {
            while (!closing.await(round.toMillis(), TimeUnit.MILLISECONDS)) {
                before = lookOnce(before);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized DiskState seen() {
        return seen;
    }

    private synchronized DiskState lookOnce(DiskState before) {
        DiskState now = look();
        if (!now.equals(seen) && now.equals(before)) {
            try {
                reload("disk");
            } catch (InstallationException e) {
                // the listener knows, and it is tried again with the next change
            }
        }
        return now;
    }

    /** Closes every backend, once its scans are over, and waits for it. Idempotent. */
    @Override
    public void close() {
        closing.countDown();
        synchronized (this) {
            running.close();
            installation.close();
        }
    }
}
