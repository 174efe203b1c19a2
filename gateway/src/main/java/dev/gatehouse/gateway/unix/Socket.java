package dev.gatehouse.gateway.unix;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A descriptor that several threads use and one of them closes. The number is given back to the system only when nobody
 * is within a call on it, for the system gives it to the next at once.
 */
final class Socket {

    private static final int CLOSED = 1 << 30;

    private final int descriptor;
    private final AtomicInteger users = new AtomicInteger();

    Socket(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Begins a use; false when it is closed. */
    boolean enter() {
        while (true) {
            int now = users.get();
            if (now >= CLOSED) {
                return false;
            }
            if (users.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /** Ends a use; the last after the closing closes. */
    void leave() {
        if (users.decrementAndGet() == CLOSED) {
            Posix.close(descriptor);
        }
    }

    /** The number, for calls between {@link #enter} and {@link #leave}. */
    int descriptor() {
        return descriptor;
    }

    /** Closes it as soon as nobody uses it. Idempotent; tells whether it was this call. */
    boolean close() {
        while (true) {
            int now = users.get();
            if (now >= CLOSED) {
                return false;
            }
            if (users.compareAndSet(now, now + CLOSED)) {
                Posix.shutdown(descriptor, Posix.SHUT_RDWR);
                if (now == 0) {
                    Posix.close(descriptor);
                }
                return true;
            }
        }
    }
}
