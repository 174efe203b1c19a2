package dev.gatehouse.cli;

import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.LineupPolicy;
import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.Staleness;
import dev.gatehouse.engine.approval.NotApprovedException;
import dev.gatehouse.engine.approval.Standing;
import dev.gatehouse.engine.house.Installation;
import dev.gatehouse.engine.house.InstallationException;
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
 * @param state one word: ready, of old signatures, refused, unapproved or unavailable
 * @param message why it is not ready; empty when it is
 * @param identity who it is, if it could be opened
 * @param approval what covers it, where approvals hold
 * @param remarks what else it says of itself
 */
record BackendState(
        LineupEntry entry,
        String state,
        String message,
        Optional<BackendIdentity> identity,
        Optional<Standing.Covered> approval,
        List<String> remarks) {

    /** Opens a backend and asks it. */
    static BackendState of(LineupEntry entry, Installation installation) {
        LineupEntry alone = new LineupEntry(entry.type(), Role.PRIMARY, entry.configuration());
        LineupPolicy policy = LineupPolicy.DEFAULT.withStaleness(
                installation.configuration().policy().staleness());
        try (Lineup lineup = installation.open(List.of(alone), policy)) {
            return of(entry, lineup, policy.staleness(), installation);
        } catch (InstallationException e) {
            return new BackendState(
                    entry,
                    unapproved(e) ? "unapproved" : "unavailable",
                    String.valueOf(e.getMessage()),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        }
    }

    private static boolean unapproved(InstallationException trouble) {
        Throwable cause = trouble.getCause();
        return cause != null && cause.getCause() instanceof NotApprovedException;
    }

    private static BackendState of(LineupEntry entry, Lineup lineup, Staleness staleness, Installation installation) {
        Backend backend = lineup.seats().getFirst().backend();
        BackendIdentity identity = backend.identity();
        String warning = String.join("; ", lineup.warnings());
        String state = switch (staleness.of(identity, Instant.now())) {
            case FRESH -> "ready";
            case STALE -> "stale";
            case REFUSED -> "refused";
        };
        if (backend.health() instanceof Health.Unavailable(String message)) {
            state = "unavailable";
            warning = message;
        }
        return new BackendState(
                entry,
                state,
                warning,
                Optional.of(identity),
                installation.approval(entry, identity),
                backend.remarks());
    }
}
