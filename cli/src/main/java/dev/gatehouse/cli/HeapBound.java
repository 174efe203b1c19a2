package dev.gatehouse.cli;

import java.util.concurrent.TimeUnit;

/**
 * Keeps the heap of a process that lives long small. Java's serial collector makes room for what outlives a few
 * collections until the largest heap is reached, and only then looks for what of it is garbage. Here it is asked to look
 * as soon as the heap is larger than a bound, or than twice what was alive when it looked last.
 *
 * <p>The bound is given in MiB by the system property {@value #PROPERTY}; without it nothing is asked.
 */
final class HeapBound implements AutoCloseable {

    private static final String PROPERTY = "gatehouse.heap-bound";
    private static final long PERIOD_MILLIS = 100;

    private final long bound;
    private final Thread thread;

    private HeapBound(long bound) {
        this.bound = bound;
        this.thread = Thread.ofPlatform().daemon().name("heap-bound").unstarted(this::watch);
    }

    /** Begins. */
    static HeapBound keep() {
        HeapBound kept = new HeapBound(Long.getLong(PROPERTY, 0) << 20);
        if (kept.bound > 0) {
            kept.thread.start();
        }
        return kept;
    }

    private void watch() {
        Runtime runtime = Runtime.getRuntime();
        long allowed = bound;
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
                if (runtime.totalMemory() > allowed) {
                    System.gc();
                    allowed = Math.max(bound, 2 * (runtime.totalMemory() - runtime.freeMemory()));
                }
            }
        } catch (InterruptedException e) {
            // nothing more is to be kept
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
