package dev.gatehouse.backend.builtin;

import dev.gatehouse.signatures.Matcher;
import dev.gatehouse.signatures.SignatureDatabase;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Matchers that wait for their next scan; as many as ever scanned at once. */
final class MatcherPool implements AutoCloseable {

    private final SignatureDatabase database;
    private final ConcurrentLinkedQueue<Matcher> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    MatcherPool(SignatureDatabase database) {
        this.database = database;
    }

    /** A matcher for one scan; nothing once the pool is closed. */
    Optional<Lease> lease() {
        if (closed) {
            return Optional.empty();
        }
        Matcher matcher = waiting.poll();
        return Optional.of(new Lease(matcher == null ? database.newMatcher() : matcher));
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        waiting.clear();
    }

    /** A matcher in use by one scan. */
    final class Lease implements AutoCloseable {

        private final Matcher matcher;

        private Lease(Matcher matcher) {
            this.matcher = matcher;
        }

        Matcher matcher() {
            return matcher;
        }

        @Override
        public void close() {
            if (!closed) {
                waiting.add(matcher);
            }
        }
    }
}
