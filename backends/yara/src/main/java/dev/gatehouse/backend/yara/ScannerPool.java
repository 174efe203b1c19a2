package dev.gatehouse.backend.yara;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scanners that wait for their next scan; as many as ever scanned at once, as a scanner scans one thing at a time. What
 * libyara holds is given back when the pool is closed and the last scan is over, whichever comes later.
 */
final class ScannerPool implements AutoCloseable {

    private final YaraLibrary library;
    private final NativeScanner.RuleReader reader;
    private final List<NativeRules> rules;
    private final Path temporaryFolder;
    private final SpareMemory spare;
    private final Deque<Lease> waiting = new ArrayDeque<>();
    private final Set<Lease> inUse = new HashSet<>();
    private boolean closed;

    ScannerPool(YaraLibrary library, NativeScanner.RuleReader reader, List<NativeRules> rules, Path temporaryFolder) {
        this.library = library;
        this.reader = reader;
        this.spare = new SpareMemory(library);
        this.rules = List.copyOf(rules);
        this.temporaryFolder = temporaryFolder;
    }

    /** Scanners, one a set of rules, for one scan; nothing once the pool is closed. */
    synchronized Optional<Lease> lease() {
        if (closed) {
            return Optional.empty();
        }
        Lease lease = waiting.isEmpty() ? newLease() : waiting.pop();
        inUse.add(lease);
        return Optional.of(lease);
    }

    synchronized boolean closed() {
        return closed;
    }

    /** Stops the scans that run. Does not wait for them. */
    @Override
    public void close() {
        List<Lease> running;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            waiting.forEach(Lease::free);
            waiting.clear();
            freeRules();
            running = List.copyOf(inUse);
        }
        running.forEach(Lease::stop);
    }

    private Lease newLease() {
        List<NativeScanner> scanners = new ArrayList<>(rules.size());
        try {
            for (NativeRules each : rules) {
                scanners.add(new NativeScanner(library, each, reader));
            }
        } catch (RuntimeException e) {
            scanners.forEach(NativeScanner::close);
            throw e;
        }
        return new Lease(scanners, new NativeCopy(temporaryFolder, spare));
    }

    private synchronized void giveBack(Lease lease) {
        inUse.remove(lease);
        if (closed) {
            lease.free();
            freeRules();
        } else {
            waiting.push(lease);
        }
    }

    private void freeRules() {
        if (inUse.isEmpty()) {
            rules.forEach(NativeRules::close);
            spare.close();
        }
    }

    /** What one scan needs. */
    final class Lease implements AutoCloseable {

        private final List<NativeScanner> scanners;
        private final NativeCopy copy;
        private Optional<Search> search = Optional.empty();

        private Lease(List<NativeScanner> scanners, NativeCopy copy) {
            this.scanners = List.copyOf(scanners);
            this.copy = copy;
        }

        /** Where the subject is copied to. */
        NativeCopy copy() {
            return copy;
        }

        /** A search by these scanners, which the pool stops when it is closed. */
        Search search(MemorySegment bytes, boolean all) {
            Search made = new Search(scanners, bytes, bytes.byteSize(), all);
            synchronized (ScannerPool.this) {
                search = Optional.of(made);
                if (closed) {
                    made.stop();
                }
            }
            return made;
        }

        private void stop() {
            synchronized (ScannerPool.this) {
                search.ifPresent(Search::stop);
            }
        }

        private void free() {
            scanners.forEach(NativeScanner::close);
            copy.close();
        }

        /** Gives the scanners back. */
        @Override
        public void close() {
            copy.clear();
            synchronized (ScannerPool.this) {
                search = Optional.empty();
            }
            giveBack(this);
        }
    }
}
