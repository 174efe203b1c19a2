package dev.gatehouse.backend.icap;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import java.io.IOException;
import java.util.List;

/** Opens backends that have files scanned by a server that speaks ICAP. */
public final class IcapProvider implements BackendProvider {

    /** For {@link java.util.ServiceLoader}. */
    public IcapProvider() {}

    @Override
    public String type() {
        return "icap";
    }

    @Override
    public List<ConfigurationKey> configurationKeys() {
        return Settings.KEYS;
    }

    @Override
    public Backend open(BackendConfiguration configuration) throws BackendUnavailableException {
        Settings settings = Settings.of(configuration);
        try {
            return IcapBackend.open(settings);
        } catch (IOException | BadReplyException e) {
            throw new BackendUnavailableException(
                    configuration.name() + ": url " + settings.request().address() + " is of no use: "
                            + Text.shown(e.getMessage() == null ? e.toString() : e.getMessage()),
                    e);
        }
    }
}
