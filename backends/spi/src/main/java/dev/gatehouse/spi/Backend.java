package dev.gatehouse.spi;

import java.util.List;

/**
 * A scanning engine, ready to scan. Safe for use by many threads at once. Whatever a file holds, {@link #scan} returns
 * an outcome: it never throws for a hostile file.
 */
public interface Backend extends AutoCloseable {

    /** Who scans, with which signatures, and what it can do; true at the moment of the call, and told within 5 s. */
    BackendIdentity identity();

    /**
     * Judges one subject.
     *
     * @param subject what is judged; it may not be used after this call returns
     * @param context the deadline and the options of this scan; the call returns within 100 ms of its cancellation
     */
    ScanOutcome scan(Subject subject, ScanContext context);

    /** Whether the backend can scan now, at the price of at most one round trip to its peer, and told within 5 s. */
    Health health();

    /**
     * What else an operator wants to know of this backend, true at the moment of the call: one line each, for a person.
     */
    default List<String> remarks() {
        return List.of();
    }

    /**
     * Ends running scans, within 5 s, with an outcome that is not {@link ScanOutcome.Clean} unless they were done, and
     * gives back what the backend holds. Idempotent.
     */
    @Override
    void close();
}
