package dev.gatehouse.backend.icap;

import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;

/** Connections kept for the next scan, and no more of them at once than the server allows. */
final class ConnectionPool implements AutoCloseable {

    private final IcapAddress address;
    private final Optional<SSLContext> tls;
    private final Duration connectTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Set<Connection> busy = new HashSet<>();
    private int most;
    private boolean closed;

    /**
     * @param most how many connections there may be at once
     * @param connectTime how long it may take to open one
     */
    ConnectionPool(IcapAddress address, Optional<SSLContext> tls, int most, Duration connectTime) {
        this.address = address;
        this.tls = tls;
        this.most = most;
        this.connectTime = connectTime;
    }

    /** Sets how many connections there may be from now on. */
    void allow(int connections) {
        lock.lock();
        try {
            most = connections;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A connection for one exchange; {@link #release} must follow.
     *
     * @param fresh whether it must be a new one
     * @throws IOException if there is none in time, the server cannot be reached, or the pool is closed
     */
    Connection take(Deadline deadline, boolean fresh) throws IOException {
        Connection connection;
        try (Deadline.Registration _ = deadline.onCancel(this::wake)) {
            connection = reserve(deadline, fresh);
        }
        connection.workUntil(deadline);
        if (connection.used()) {
            return connection;
        }
        boolean connected = false;
        try (Deadline.Registration _ = deadline.onCancel(connection::abort)) {
            connection.connect(address, tls, connectTime);
            connected = true;
            return connection;
        } finally {
            if (!connected) {
                release(connection, false);
            }
        }
    }

    private Connection reserve(Deadline deadline, boolean fresh) throws IOException {
        lock.lock();
        try {
            while (true) {
                if (closed) {
                    throw new IOException("the backend was closed");
                }
                if (deadline.expired()) {
                    throw new SocketTimeoutException("no connection was free in time; all " + most + " are in use");
                }
                if (fresh) {
                    // what was kept is as old as the one that turned out to be dead
                    idle.forEach(Connection::abort);
                    idle.clear();
                }
                if (busy.size() < most) {
                    Connection kept = idle.poll();
                    Connection connection = kept == null ? new Connection() : kept;
                    busy.add(connection);
                    return connection;
                }
                // how long it waited is seen at the top of the loop
                long _ = changed.awaitNanos(deadline.remaining().toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a connection", e);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the use of a connection. */
    void release(Connection connection, boolean reusable) {
        boolean keep;
        lock.lock();
        try {
            busy.remove(connection);
            keep = reusable && !closed && busy.size() + idle.size() < most;
            if (keep) {
                connection.markUsed();
                idle.push(connection);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (!keep) {
            connection.abort();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Breaks every connection, those in use too. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            idle.forEach(Connection::abort);
            busy.forEach(Connection::abort);
            idle.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
