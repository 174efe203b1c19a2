package dev.gatehouse.backend.command;

import dev.gatehouse.tck.Peer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The runs of a scanner that are under way, whose death is what a command-line scanner's crash is.
 *
 * @param program the name of its program
 */
record RunningScanners(String program) implements Peer {

    private static final Duration MOST = Duration.ofSeconds(30);

    /** Kills those that run now; waits until there is one to kill. */
    @Override
    public void stop() throws Exception {
        long giveUp = System.nanoTime() + MOST.toNanos();
        while (System.nanoTime() - giveUp < 0) {
            List<ProcessHandle> running = ProcessHandle.current()
                    .descendants()
                    .filter(this::isScanner)
                    .toList();
            boolean killed = false;
            for (ProcessHandle each : running) {
                killed |= each.destroyForcibly();
            }
            if (killed) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        throw new TimeoutException("no " + program + " has run for " + MOST.toSeconds() + " s");
    }

    private boolean isScanner(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).endsWith(program))
                .orElse(false);
    }

    /** The backend starts the next by itself. */
    @Override
    public void start() {}
}
