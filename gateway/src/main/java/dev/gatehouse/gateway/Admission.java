package dev.gatehouse.gateway;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds how many messages, and how many bytes of them, are within the gate. First come, first served. */
final class Admission {

    /** Bytes are counted in blocks, for a semaphore counts no further than an int. */
    private static final int BLOCK_BYTES = 4096;

    private final Semaphore places;
    private final Semaphore blocks;
    private final int allPlaces;
    private final int allBlocks;
    private final Duration queueTime;
    private final AtomicInteger waiting = new AtomicInteger();

    Admission(int places, long bytes, Duration queueTime) {
        this.allPlaces = places;
        this.allBlocks = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / BLOCK_BYTES));
        this.places = new Semaphore(places, true);
        this.blocks = new Semaphore(allBlocks, true);
        this.queueTime = queueTime;
    }

    /**
     * Takes a place for a message.
     *
     * @throws BusyException if none was free for as long as one waits
     */
    Pass enter() throws BusyException, InterruptedException {
        acquire(places, 1, "all " + allPlaces + " places are taken");
        return new Pass();
    }

    private void acquire(Semaphore semaphore, int permits, String busy) throws BusyException, InterruptedException {
        if (semaphore.tryAcquire(permits)) {
            return;
        }
        waiting.incrementAndGet();
        try {
            if (!semaphore.tryAcquire(permits, queueTime.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new BusyException(busy + " and none became free in " + queueTime.toMillis() + " ms");
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** How many messages are within. */
    int inside() {
        return allPlaces - places.availablePermits();
    }

    /** How many bytes of them are kept. */
    long bytes() {
        return (long) (allBlocks - blocks.availablePermits()) * BLOCK_BYTES;
    }

    /** How many wait to come in, or for room. */
    int waiting() {
        return waiting.get();
    }

    /** A message's place, and the room that its bytes take. Used by one thread at a time. */
    final class Pass implements AutoCloseable {

        private int held;
        private long charged;
        private boolean closed;

        private Pass() {}

        /**
         * Takes room for more bytes.
         *
         * @throws BusyException if there was none for as long as one waits
         */
        void charge(long bytes) throws BusyException, InterruptedException {
            charged += bytes;
            long wanted = (charged + BLOCK_BYTES - 1) / BLOCK_BYTES;
            if (wanted > held) {
                if (wanted > allBlocks) {
                    throw new BusyException("one message of more than " + (long) allBlocks * BLOCK_BYTES + " bytes");
                }
                acquire(blocks, (int) wanted - held, "no room for " + charged + " bytes");
                held = (int) wanted;
            }
        }

        /** Gives the place and the room back. Idempotent. */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                blocks.release(held);
                places.release();
            }
        }
    }
}
