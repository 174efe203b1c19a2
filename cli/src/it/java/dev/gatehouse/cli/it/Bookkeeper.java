package dev.gatehouse.cli.it;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens the backends of another provider, and keeps book of how they are used from opening to closing. */
final class Bookkeeper implements BackendProvider {

    private final BackendProvider provider;
    private final Phaser open = new Phaser(1);
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger scans = new AtomicInteger();
    private final AtomicInteger askedLate = new AtomicInteger();
    private final AtomicInteger closedEarly = new AtomicInteger();

    Bookkeeper(BackendProvider provider) {
        this.provider = provider;
    }

    @Override
    public String type() {
        return provider.type();
    }

    @Override
    public List<ConfigurationKey> configurationKeys() {
        return provider.configurationKeys();
    }

    @Override
    public Backend open(BackendConfiguration configuration) throws BackendUnavailableException {
        Backend backend = new Watched(provider.open(configuration));
        open.register();
        opened.incrementAndGet();
        return backend;
    }

    /** How many it has opened. */
    int opened() {
        return opened.get();
    }

    /** Returns when all are closed. */
    void awaitAllClosed() throws InterruptedException, TimeoutException {
        open.awaitAdvanceInterruptibly(open.arrive(), 20, TimeUnit.SECONDS);
    }

    /** How many questions all of them were asked. */
    int scans() {
        return scans.get();
    }

    /** How often one was asked after it was closed. */
    int askedLate() {
        return askedLate.get();
    }

    /** How often one was closed while it scanned. */
    int closedEarly() {
        return closedEarly.get();
    }

    /** One backend. */
    private final class Watched implements Backend {

        private final Backend backend;
        private final AtomicInteger underWay = new AtomicInteger();
        private final AtomicBoolean over = new AtomicBoolean();

        Watched(Backend backend) {
            this.backend = backend;
        }

        @Override
        public BackendIdentity identity() {
            return backend.identity();
        }

        @Override
        public ScanOutcome scan(Subject subject, ScanContext context) {
            underWay.incrementAndGet();
            try {
                scans.incrementAndGet();
                if (over.get()) {
                    askedLate.incrementAndGet();
                }
                return backend.scan(subject, context);
            } finally {
                underWay.decrementAndGet();
            }
        }

        @Override
        public Health health() {
            return backend.health();
        }

        @Override
        public List<String> remarks() {
            return backend.remarks();
        }

        @Override
        public void close() {
            if (over.compareAndSet(false, true)) {
                if (underWay.get() > 0) {
                    closedEarly.incrementAndGet();
                }
                backend.close();
                open.arriveAndDeregister();
            }
        }
    }
}
