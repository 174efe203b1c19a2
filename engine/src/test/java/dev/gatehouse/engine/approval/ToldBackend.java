package dev.gatehouse.engine.approval;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.ConfigurationKey;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A backend that says of itself what it was told to. Finds nothing. */
final class ToldBackend implements Backend {

    volatile boolean closed;
    private final Provider provider;

    private ToldBackend(Provider provider) {
        this.provider = provider;
    }

    /** Opens them, and remembers those that it opened. */
    static final class Provider implements BackendProvider {

        final Queue<ToldBackend> opened = new ConcurrentLinkedQueue<>();
        volatile String vendor = "Acme";
        volatile String product = "Shield";
        volatile String version = "1.4.6";
        private final String type;

        Provider(String type) {
            this.type = type;
        }

        Provider saying(String newVendor, String newProduct, String newVersion) {
            vendor = newVendor;
            product = newProduct;
            version = newVersion;
            return this;
        }

        @Override
        public String type() {
            return type;
        }

        @Override
        public List<ConfigurationKey> configurationKeys() {
            return List.of(
                    new ConfigurationKey("program", "what it would run", false),
                    new ConfigurationKey("plugin", "what it would load", false));
        }

        @Override
        public Backend open(BackendConfiguration configuration) {
            ToldBackend backend = new ToldBackend(this);
            opened.add(backend);
            return backend;
        }
    }

    @Override
    public BackendIdentity identity() {
        return new BackendIdentity(
                provider.vendor,
                provider.product,
                provider.version,
                "1",
                Optional.empty(),
                Set.of(Capability.MATCHES_PARTS));
    }

    @Override
    public ScanOutcome scan(Subject subject, ScanContext context) {
        return new ScanOutcome.Clean();
    }

    @Override
    public Health health() {
        return new Health.Ready();
    }

    @Override
    public void close() {
        closed = true;
    }
}
