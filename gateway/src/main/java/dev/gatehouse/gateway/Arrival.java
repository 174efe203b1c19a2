package dev.gatehouse.gateway;

import dev.gatehouse.engine.ScanPool;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.Gathering;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Deadline;
import java.io.IOException;
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
     * @param declared what it is to be opened as, besides what its bytes can be read as: a {@link ContentType#MAIL}
     *     where the protocol carries nothing else
     * @param deadline ends the scan before its own limit of time does
     * @throws IOException if the last bytes cannot be kept
     */
    public CompletableFuture<ScanReport> scan(String name, Set<ContentType> declared, Deadline deadline)
            throws IOException {
        Content whole = gathering.finish();
        content = whole;
        return pool.submit(name, whole, declared, deadline);
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
