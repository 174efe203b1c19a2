package dev.gatehouse.engine;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.Capability;

/**
 * An open backend and its place in a lineup.
 *
 * @param name what the operator calls it; unique in the lineup
 * @param role what its word is worth
 * @param backend the backend, which the lineup closes
 * @param everyPart whether it is given every part, as one that matches bytes is, or the whole file only, as one that
 *     unpacks by itself
 */
public record Seat(String name, Role role, Backend backend, boolean everyPart) {

    /** A seat that gives the backend what its capabilities ask for. */
    public static Seat of(String name, Role role, Backend backend) {
        return new Seat(name, role, backend, backend.identity().capabilities().contains(Capability.MATCHES_PARTS));
    }
}
