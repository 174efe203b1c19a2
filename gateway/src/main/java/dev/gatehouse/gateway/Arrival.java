package dev.gatehouse.gateway;

import dev.gatehouse.engine.ScanPool;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.Gathering;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A message that arrives piece by piece. It has its place in the gate from its first byte to {@link #close}, and is kept
 * in memory as long as it is small. Used by one thread at a time.
 */
public final class Arrival implements AutoCloseable {

    private final ScanPool pool;
    private final Admission.Pass pass;
    private final Gathering gathering;
    private @Nullable Content content;

    Arrival(ScanPool pool, Admission.Pass pass, Path folder) {
        this.pool = pool;
        this.pass = pass;
        this.gathering = new Gathering(folder);
    }

    /** How many bytes arrived. */
    public long size() {
        return gathering.size();
    }

    /**
     * Makes room for bytes that the sender says will come; believed within reason, and charged as they come.
     *
     * @param bytes how many, 0 or more
     */
    public void expect(long bytes) {
        gathering.expect(bytes);
    }

    /**
     * Takes the next bytes.
     *
     * @throws BusyException if there was no room for them for as long as one waits
     * @throws IOException if they cannot be kept
     */
    public void add(byte[] bytes, int offset, int length) throws BusyException, InterruptedException, IOException {
        pass.charge(length);
        gathering.add(bytes, offset, length);
    }

    /**
     * Scans what arrived; nothing arrives after it. Close this only when the future is done.
     *
     * @param name what the report calls it
     * @param deadline ends the scan before its own limit of time does
     * @throws IOException if the last bytes cannot be kept
     */
    public CompletableFuture<ScanReport> scan(String name, Deadline deadline) throws IOException {
        return scan(name, Set.of(), deadline);
    }

    /**
     * Scans what arrived, of which more is known than its bytes show; nothing arrives after it. Close this only when the
     * future is done.
     *
     * @param name what the report calls it
     * @param declared what it is to be opened as, besides what its bytes can be read as: {@link ContentType#MAIL} for
     *     what is a mail whatever it looks like
     * @param deadline ends the scan before its own limit of time does
     * @throws IOException if the last bytes cannot be kept
     */
    public CompletableFuture<ScanReport> scan(String name, Set<ContentType> declared, Deadline deadline)
            throws IOException {
        Content whole = gathering.finish();
        content = whole;
        return pool.submit(name, whole, declared, deadline);
    }

    /**
     * Scans a stretch of what arrived, as a file of its own, once {@link #scan(String, Deadline)} was called.
     *
     * @param position bytes from the start
     * @param length bytes
     */
    public CompletableFuture<ScanReport> scan(String name, long position, long length, Deadline deadline) {
        return pool.submit(name, content().slice(position, length), deadline);
    }

    /**
     * Scans what a stream makes of what arrived, once {@link #scan(String, Deadline)} was called. It is read to its end by
     * a thread of the gate's.
     */
    public CompletableFuture<ScanReport> scan(String name, InputStream decoded, Deadline deadline) {
        return pool.submit(name, decoded, deadline);
    }

    /** What arrived, once {@link #scan} was called. */
    public Content content() {
        if (content == null) {
            throw new IllegalStateException("nothing was scanned yet");
        }
        return content;
    }

    /** Gives the place back and forgets the bytes. Idempotent. */
    @Override
    public void close() {
        gathering.close();
        if (content != null) {
            content.close();
        }
        pass.close();
    }
}
