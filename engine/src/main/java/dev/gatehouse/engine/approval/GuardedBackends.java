package dev.gatehouse.engine.approval;

import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.plugin.Origin;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.BackendProvider;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The installed types of backend behind the gate. */
public final class GuardedBackends {

    private final Approvals approvals;
    private final InstantSource clock;
    private final List<BackendProvider> providers;
    private final Map<String, Origin> origins;
    private final FileDigests digests = new FileDigests();

    GuardedBackends(
            Approvals approvals, InstantSource clock, List<BackendProvider> providers, Map<String, Origin> origins) {
        this.approvals = approvals;
        this.clock = clock;
        this.origins = Map.copyOf(origins);
        this.providers = providers.stream()
                .map(provider -> (BackendProvider) new GuardedProvider(provider, this))
                .toList();
    }

    /** One provider of each type; what is not covered does not open, which its message says. */
    public List<BackendProvider> providers() {
        return providers;
    }

    /** Whether a backend that is open may scan now. */
    public Standing standing(LineupEntry entry, BackendIdentity identity) {
        return coverage(entry.type(), entry.configuration()).standing(identity, clock.instant());
    }

    Coverage coverage(String type, BackendConfiguration configuration) {
        Evidence evidence = new Evidence(type, Optional.ofNullable(origins.get(type)), configuration, digests);
        return Coverage.of(approvals.entries(), evidence);
    }

    Approvals approvals() {
        return approvals;
    }

    InstantSource clock() {
        return clock;
    }
}
