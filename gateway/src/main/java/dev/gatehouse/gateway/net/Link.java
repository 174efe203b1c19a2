package dev.gatehouse.gateway.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, with the patience that the listener has. Between requests a link is idle and may be ended at
 * any time; within one it is left to its end. Used by one thread, but for {@link #write}, which any may call.
 */
public final class Link implements AutoCloseable {

    private static final long NEVER = Long.MAX_VALUE;

    private final Wire wire;
    private final ListenerSettings settings;
    private final String id;
    private volatile boolean ending;
    private volatile boolean idle;
    private volatile long readBy = NEVER;
    private volatile long writeBy = NEVER;
    private volatile boolean tooSlow;
    private @Nullable ReadAhead ahead;

    Link(Wire wire, ListenerSettings settings, String id) {
        this.wire = wire;
        this.settings = settings;
        this.id = id;
    }

    /** Names this connection in logs; no other has the same while the process lives. */
    public String id() {
        return id;
    }

    /** Who is at the other end, for logs. */
    public String peer() {
        return wire.peer();
    }

    /** The connection itself, for protocols that need more of it than its bytes. */
    public Wire wire() {
        return wire;
    }

    /**
     * Waits for a request's first bytes, as long as a client may rest.
     *
     * @return how many bytes were read; -1 when the client has left
     * @throws SlowClientException if it rested too long
     * @throws ServiceEndsException if the service ends
     */
    public int readFirst(ByteBuffer target) throws IOException {
        idle = true;
        try {
            if (ending) {
                throw new ServiceEndsException();
            }
            return read(target, settings.idleTime());
        } catch (IOException e) {
            throw ending && !tooSlow ? new ServiceEndsException() : e;
        } finally {
            idle = false;
        }
    }

    /**
     * Reads within a request.
     *
     * @return how many bytes were read; -1 when the client has left
     * @throws SlowClientException if none came for as long as a client may take
     */
    public int read(ByteBuffer target) throws IOException {
        return read(target, settings.readTime());
    }

    private int read(ByteBuffer target, Duration patience) throws IOException {
        readBy = System.nanoTime() + patience.toNanos();
        try {
            return ahead == null ? wire.read(target) : takeAhead(ahead, target);
        } catch (IOException e) {
            throw tooSlow ? slow("nothing came for " + patience.toMillis() + " ms", e) : e;
        } finally {
            readBy = NEVER;
        }
    }

    private int takeAhead(ReadAhead pending, ByteBuffer target) throws IOException {
        int count = pending.take(target);
        if (pending.spent()) {
            ahead = null;
        }
        return count;
    }

    /**
     * Watches, while a request is worked on, whether the client leaves. What it sends meanwhile is given by the next read.
     * A client that closed only its own direction counts as gone, for the two cannot be told apart.
     *
     * @param left run once when it leaves, on another thread or at once; short, and of no harm when it comes too late
     */
    public void attend(Runnable left) {
        ReadAhead pending = ahead;
        if (pending == null) {
            pending = ReadAhead.of(wire);
            ahead = pending;
        }
        pending.tell(left);
    }

    /**
     * Writes all of the buffer.
     *
     * @throws SlowClientException if the client does not take it
     */
    public void write(ByteBuffer source) throws IOException {
        synchronized (wire) {
            writeBy = System.nanoTime() + settings.readTime().toNanos();
            try {
                wire.write(source);
            } catch (IOException e) {
                throw tooSlow ? slow("an answer was not taken", e) : e;
            } finally {
                writeBy = NEVER;
            }
        }
    }

    private static SlowClientException slow(String message, IOException cause) {
        SlowClientException slow = new SlowClientException(message);
        slow.initCause(cause);
        return slow;
    }

    /** Tells the client that nothing more comes, while what it still sends is read. */
    public void finish() throws IOException {
        wire.finish();
    }

    /** Whether the service ends: the request under way is the last. */
    public boolean ending() {
        return ending;
    }

    /** Ends the link as soon as it is idle. */
    void end() {
        ending = true;
        if (idle) {
            wire.close();
        }
    }

    /** Called every moment by the listener: cuts off who is too slow. */
    void look(long nanoTime) {
        if (over(readBy, nanoTime) || over(writeBy, nanoTime)) {
            tooSlow = true;
            wire.close();
        }
    }

    private static boolean over(long by, long nanoTime) {
        return by != NEVER && nanoTime - by > 0;
    }

    @Override
    public void close() {
        wire.close();
    }
}
