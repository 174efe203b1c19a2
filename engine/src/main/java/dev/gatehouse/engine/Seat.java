package dev.gatehouse.engine;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.Capability;
import java.util.Optional;

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

    /**
     * A seat that stays empty, as its backend could not be opened: no file is clean as long as it counts.
     *
     * @param type the type of the backend that should be there
     * @param trouble why it is not, for the operator
     */
    public static Seat vacant(String name, Role role, String type, String trouble) {
        return new Seat(name, role, new Vacancy(type, trouble), false);
    }

    /** Why nobody sits here; nothing when somebody does. */
    public Optional<String> vacancy() {
        return backend instanceof Vacancy(String _, String trouble) ? Optional.of(trouble) : Optional.empty();
    }
}
