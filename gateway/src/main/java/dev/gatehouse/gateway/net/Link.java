package dev.gatehouse.gateway.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, with the patience that the listener has. Between requests a link is idle and may be ended at
 * any time; within one it is left to its end. Used by one thread, but for {@link #write}, {@link #begin} and {@link
 * #done}, which any may call.
 */
public final class Link implements AutoCloseable {

    private static final long NEVER = Long.MAX_VALUE;
    private static final int LINGER_BYTES = 16 << 10;

    private final Wire wire;
    private final ListenerSettings settings;
    private final String id;
    private volatile boolean ending;
    private volatile boolean idle;
    private volatile long readBy = NEVER;
    private volatile long writeBy = NEVER;
    private volatile boolean tooSlow;
    private @Nullable ReadAhead ahead;

    /** Guarded by this. */
    private int underWay;

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
            if (ending && !waitsForUs()) {
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

    /**
     * A request goes on while the client is read from further: until {@link #done} the link neither ends as idle nor is
     * the client, who waits for the answer, too slow.
     */
    public synchronized void begin() {
        underWay++;
    }

    /** A request that {@link #begin} told of is answered. */
    public synchronized void done() {
        underWay--;
        if (underWay > 0) {
            return;
        }
        if (ending && idle) {
            wire.close();
        }
        if (readBy != NEVER) {
            readBy = System.nanoTime() + settings.idleTime().toNanos();
        }
    }

    private synchronized boolean waitsForUs() {
        return idle && underWay > 0;
    }

    /**
     * Ends the conversation after an answer that the client may not expect yet: says that no more is coming, and reads
     * and forgets what the client still sends, so that the answer is not lost with it. A socket that is closed with
     * bytes unread resets the connection, and the answer on its way with it.
     *
     * @param time how long at most
     */
    public void linger(Duration time) {
        try {
            wire.finish();
            readBy = System.nanoTime() + time.toNanos();
            ByteBuffer forgotten = ByteBuffer.allocate(LINGER_BYTES);
            while (wire.read(forgotten.clear()) >= 0 && !over(readBy, System.nanoTime())) {
                // until the client has seen the answer and leaves
            }
        } catch (IOException e) {
            // it left, or was cut off
        } finally {
            readBy = NEVER;
        }
    }

    /**
     * Reads what is there and does not wait: so that one who works on a request notices that its client left.
     *
     * @return how many bytes were read, often 0; -1 when the client has left
     * @throws IOException if the connection broke
     */
    public int poll(ByteBuffer target) throws IOException {
        return wire.poll(target);
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
    synchronized void end() {
        ending = true;
        if (idle && underWay == 0) {
            wire.close();
        }
    }

    /** Called every moment by the listener: cuts off who is too slow. */
    void look(long nanoTime) {
        if (over(writeBy, nanoTime) || (over(readBy, nanoTime) && !waitsForUs())) {
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
