package dev.gatehouse.engine.approval;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import java.util.List;
import java.util.Optional;

/** Opens a backend when it is covered, and closes it again when it then says that it is somebody else. */
record GuardedProvider(BackendProvider provider, GuardedBackends gate) implements BackendProvider {

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
        Coverage coverage = gate.coverage(provider.type(), configuration);
        Optional<Standing.Refused> before = coverage.refusalBefore(gate.clock().instant());
        if (before.isPresent()) {
            throw refused(before.get());
        }
        Backend backend = provider.open(configuration);
        boolean covered = false;
        try {
            if (coverage.standing(backend.identity(), gate.clock().instant()) instanceof Standing.Refused refused) {
                throw refused(refused);
            }
            covered = true;
            return backend;
        } finally {
            if (!covered) {
                backend.close();
            }
        }
    }

    private static BackendUnavailableException refused(Standing.Refused refused) {
        return new BackendUnavailableException(refused.message(), new NotApprovedException(refused));
    }
}
