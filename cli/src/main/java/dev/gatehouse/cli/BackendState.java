package dev.gatehouse.cli;

import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.LineupPolicy;
import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.Staleness;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Health;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a configured backend is just now.
 *
 * @param entry how it is configured
 * @param state one word: ready, of old signatures, refused or unavailable
 * @param message why it is not ready; empty when it is
 * @param identity who it is, if it could be opened
 * @param remarks what else it says of itself
 */
record BackendState(
        LineupEntry entry, String state, String message, Optional<BackendIdentity> identity, List<String> remarks) {

    /** Opens a backend and asks it. */
    static BackendState of(LineupEntry entry, Installation installation) {
        LineupEntry alone = new LineupEntry(entry.type(), Role.PRIMARY, entry.configuration());
        LineupPolicy policy = LineupPolicy.DEFAULT.withStaleness(
                installation.configuration().policy().staleness());
        try (Lineup lineup = installation.open(List.of(alone), policy)) {
            return of(entry, lineup, policy.staleness());
        } catch (CommandException e) {
            return new BackendState(entry, "unavailable", String.valueOf(e.getMessage()), Optional.empty(), List.of());
        }
    }

    private static BackendState of(LineupEntry entry, Lineup lineup, Staleness staleness) {
        Backend backend = lineup.seats().getFirst().backend();
        Optional<BackendIdentity> identity = Optional.of(backend.identity());
        List<String> remarks = backend.remarks();
        if (backend.health() instanceof Health.Unavailable(String message)) {
            return new BackendState(entry, "unavailable", message, identity, remarks);
        }
        String warning = String.join("; ", lineup.warnings());
        return switch (staleness.of(identity.get(), Instant.now())) {
            case FRESH -> new BackendState(entry, "ready", "", identity, remarks);
            case STALE -> new BackendState(entry, "stale", warning, identity, remarks);
            case REFUSED -> new BackendState(entry, "refused", warning, identity, remarks);
        };
    }
}
