package dev.gatehouse.gateway.unix;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether a socket may be read and written, as far as its last edges tell. A reader that finds nothing there takes the
 * mark away before it waits; an edge that came in between has set it again.
 */
final class Readiness {

    private final Runnable forget;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private boolean readable;
    private boolean writable;
    private boolean ended;

    Readiness(Runnable forget) {
        this.forget = forget;
    }

    /** An edge came. */
    void ready(boolean toRead, boolean toWrite) {
        lock.lock();
        try {
            readable |= toRead;
            writable |= toWrite;
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there may be something to read since the last that was waited for; returns at once when ended. */
    void awaitReadable() {
        lock.lock();
        try {
            while (!readable && !ended) {
                change.awaitUninterruptibly();
            }
            readable = false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there may be room to write since the last that was waited for; returns at once when ended. */
    void awaitWritable() {
        lock.lock();
        try {
            while (!writable && !ended) {
                change.awaitUninterruptibly();
            }
            writable = false;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing comes any more: wakes who waits. */
    void end() {
        lock.lock();
        try {
            ended = true;
            change.signalAll();
        } finally {
            lock.unlock();
        }
        forget.run();
    }
}
