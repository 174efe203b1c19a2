package dev.gatehouse.backend.contained;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import java.util.List;

/** A backend that does what the part it is given tells it to: see {@link Act}. */
public final class HostileProvider implements BackendProvider {

    /** For the service loader. */
    public HostileProvider() {}

    @Override
    public String type() {
        return "hostile";
    }

    @Override
    public List<ConfigurationKey> configurationKeys() {
        return List.of(
                new ConfigurationKey("open", "what to do when it is opened: refuse, crash or hang", false),
                new ConfigurationKey("signatures", "a file that it reads when it is asked to", false));
    }

    @Override
    public Backend open(BackendConfiguration configuration) throws BackendUnavailableException {
        switch (configuration.value("open").orElse("")) {
            case "refuse" -> throw new BackendUnavailableException("the licence has run out");
            case "crash" -> Runtime.getRuntime().halt(42);
            default -> {
                // it opens
            }
        }
        return new HostileBackend(configuration.value("signatures").orElse(""));
    }
}
