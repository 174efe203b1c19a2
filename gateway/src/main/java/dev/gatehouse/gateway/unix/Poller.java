package dev.gatehouse.gateway.unix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One thread that waits for all sockets of the process. Each is registered once, edge-triggered, and by a number that is
 * never used again, so that an event which comes late for a closed socket finds nobody.
 */
final class Poller {

    private static final int MOST_EVENTS = 256;

    private static final Poller THE_ONE = new Poller();

    /** {@code struct epoll_event} is packed on x86-64 alone. */
    private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");

    private static final long DATA = PACKED ? 4 : 8;
    private static final long EVENT_BYTES = DATA + 8;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.nativeOrder());

    private final int descriptor;
    private final Map<Long, Readiness> registered = new ConcurrentHashMap<>();
    private final AtomicLong keys = new AtomicLong();

    private Poller() {
        this.descriptor = Posix.epollCreate();
        if (descriptor >= 0) {
            Thread.ofPlatform().daemon().name("unix-poller").start(this::run);
        }
    }

    /** The process's. */
    static Poller instance() {
        return THE_ONE;
    }

    /**
     * Watches a socket from now on.
     *
     * @return what tells when it may be read or written
     * @throws IOException if the system has no room for it
     */
    Readiness register(int socket) throws IOException {
        if (descriptor < 0) {
            throw Posix.failure("epoll_create1", descriptor);
        }
        long key = keys.incrementAndGet();
        Readiness readiness = new Readiness(() -> registered.remove(key));
        registered.put(key, readiness);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(EVENT_BYTES, 8);
            event.set(INT, 0, Posix.EPOLLIN | Posix.EPOLLOUT | Posix.EPOLLRDHUP | Posix.EPOLLET);
            event.set(LONG, DATA, key);
            int result = Posix.epollControl(descriptor, Posix.EPOLL_CTL_ADD, socket, event);
            if (result < 0) {
                registered.remove(key);
                throw Posix.failure("epoll_ctl", result);
            }
        }
        return readiness;
    }

    private void run() {
        MemorySegment events = Arena.global().allocate(EVENT_BYTES * MOST_EVENTS, 8);
        while (true) {
            int count = Posix.epollWait(descriptor, events, MOST_EVENTS);
            for (int i = 0; i < count; i++) {
                int happened = events.get(ValueLayout.JAVA_INT_UNALIGNED, i * EVENT_BYTES);
                Readiness readiness = registered.get(events.get(LONG, i * EVENT_BYTES + DATA));
                if (readiness != null) {
                    // an error or a hang-up is for the reader and the writer to find
                    boolean all = (happened & ~(Posix.EPOLLIN | Posix.EPOLLOUT | Posix.EPOLLRDHUP)) != 0;
                    readiness.ready(
                            all || (happened & (Posix.EPOLLIN | Posix.EPOLLRDHUP)) != 0,
                            all || (happened & Posix.EPOLLOUT) != 0);
                }
            }
        }
    }
}
