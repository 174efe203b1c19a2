package dev.gatehouse.tck;

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
import java.util.concurrent.atomic.AtomicBoolean;

/** Opens a backend that behaves as it is told. */
public final class NeedleProvider implements BackendProvider {

    private final Behaviour behaviour;

    /** One that does everything right, for {@link java.util.ServiceLoader}. */
    public NeedleProvider() {
        this(Behaviour.RIGHT);
    }

    NeedleProvider(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    @Override
    public String type() {
        return "needles";
    }

    @Override
    public List<ConfigurationKey> configurationKeys() {
        return List.of(new ConfigurationKey("mode", "what is looked for: all (default)", false));
    }

    @Override
    public Backend open(BackendConfiguration configuration) throws BackendUnavailableException {
        behaviour.check(configuration);
        AtomicBoolean closed = new AtomicBoolean();
        return new Backend() {
            @Override
            public BackendIdentity identity() {
                return behaviour.identity();
            }

            @Override
            public ScanOutcome scan(Subject subject, ScanContext context) {
                return behaviour.scan(subject, context, closed);
            }

            @Override
            public Health health() {
                return behaviour.health(closed);
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };
    }
}
