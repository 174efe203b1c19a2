package dev.gatehouse.backend.contained;

import dev.gatehouse.backend.contained.launch.Sandbox;
import dev.gatehouse.confine.Linux;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import java.util.List;

/** Opens another backend in children that it cannot leave. */
public final class ContainedProvider implements BackendProvider {

    private final boolean bubblewrap;

    /** For {@link java.util.ServiceLoader}. */
    public ContainedProvider() {
        this(true);
    }

    /** As if the program bwrap were not there, if so wanted. */
    ContainedProvider(boolean bubblewrap) {
        this.bubblewrap = bubblewrap;
    }

    @Override
    public String type() {
        return "contained";
    }

    @Override
    public List<ConfigurationKey> configurationKeys() {
        return Settings.keys();
    }

    @Override
    public Backend open(BackendConfiguration configuration) throws BackendUnavailableException {
        Settings settings = Settings.of(configuration);
        Linux linux = Linux.here()
                .orElseThrow(() -> new BackendUnavailableException(configuration.name() + ": " + Linux.absence()));
        return ContainedBackend.open(linux, settings, Sandbox.candidates(bubblewrap));
    }
}
