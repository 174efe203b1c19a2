package dev.gatehouse.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C, SIGTERM and SIGHUP do to a run: it is told to end, has most of a second to say what it found so far, and
 * then the process ends with the exit code of the signal. While this is open the virtual machine waits for the run.
 */
final class Interruption implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 700;

    private final Thread hook;
    private final CountDownLatch over = new CountDownLatch(1);

    private Interruption(ScanRun run) {
        this.hook = new Thread(
                () -> {
                    run.interrupt();
                    if (!ended()) {
                        run.end();
                    }
                },
                "interruption");
    }

    static Interruption of(ScanRun run) {
        Interruption interruption = new Interruption(run);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private boolean ended() {
        try {
            return over.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already, and the hook runs
        }
    }
}
