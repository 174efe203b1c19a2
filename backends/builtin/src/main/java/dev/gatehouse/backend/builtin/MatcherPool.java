package dev.gatehouse.backend.builtin;

import dev.gatehouse.signatures.Match;
import dev.gatehouse.signatures.Matcher;
import dev.gatehouse.signatures.Matches;
import dev.gatehouse.signatures.SignatureDatabase;
import dev.gatehouse.signatures.Specimen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/** Matchers that wait for their next scan; as many as ever scanned at once. */
final class MatcherPool implements AutoCloseable {

    private final List<SignatureDatabase> databases;
    private final ConcurrentLinkedQueue<List<Matcher>> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    MatcherPool(List<SignatureDatabase> databases) {
        this.databases = List.copyOf(databases);
    }

    /** Matchers, one a database, for one scan; nothing once the pool is closed. */
    Optional<Lease> lease() {
        if (closed) {
            return Optional.empty();
        }
        List<Matcher> matchers = waiting.poll();
        return Optional.of(new Lease(
                matchers == null
                        ? databases.stream().map(SignatureDatabase::newMatcher).toList()
                        : matchers));
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        waiting.clear();
    }

    /** Matchers in use by one scan. */
    final class Lease implements AutoCloseable {

        private final List<Matcher> matchers;

        private Lease(List<Matcher> matchers) {
            this.matchers = matchers;
        }

        /** What all databases together find. */
        Matches match(Specimen specimen, boolean all, BooleanSupplier stop) throws IOException {
            if (matchers.size() == 1) {
                return matchers.getFirst().match(specimen, all, stop);
            }
            List<Match> found = new ArrayList<>();
            Matches.End end = Matches.End.COMPLETE;
            for (Matcher matcher : matchers) {
                Matches matches = matcher.match(specimen, all, stop);
                found.addAll(matches.matches());
                switch (matches.end()) {
                    case COMPLETE -> {
                        // the others decide
                    }
                    case BOUND_REACHED -> end = Matches.End.BOUND_REACHED;
                    case FIRST_MATCH, STOPPED -> {
                        return new Matches(found, matches.end());
                    }
                }
            }
            return new Matches(found, end);
        }

        boolean trusts(Specimen specimen) throws IOException {
            for (Matcher matcher : matchers) {
                if (matcher.trusts(specimen)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void close() {
            if (!closed) {
                waiting.add(matchers);
            }
        }
    }
}
