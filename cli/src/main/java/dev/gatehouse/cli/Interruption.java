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

    private Interruption(Runnable interrupt, Runnable end) {
        this.hook = new Thread(
                () -> {
                    interrupt.run();
                    if (!ended()) {
                        end.run();
                    }
                },
                "interruption");
    }

    /**
     * Stands by.
     *
     * @param interrupt ends the run's work
     * @param end says what was found so far, when the run did not do so itself
     */
    static Interruption of(Runnable interrupt, Runnable end) {
        Interruption interruption = new Interruption(interrupt, end);
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
