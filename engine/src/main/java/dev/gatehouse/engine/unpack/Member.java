package dev.gatehouse.engine.unpack;

import dev.gatehouse.spi.ContentType;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a container says of one of its members.
 *
 * @param name the member's name as the container gives it; empty when it gives none, as a bare stream does
 * @param declaredSize the size that the container declares, in bytes, if it does
 * @param declaredTypes what the member is to be opened as, whatever its bytes look like: types that the container tells
 *     of and that cannot be told from the bytes, or not surely
 */
public record Member(String name, OptionalLong declaredSize, Set<ContentType> declaredTypes) {

    /** Copies the types. */
    public Member {
        declaredTypes = Set.copyOf(declaredTypes);
    }

    /** A member whose size the container does not tell. */
    public static Member named(String name) {
        return new Member(name, OptionalLong.empty(), Set.of());
    }

    /** A member with a declared size in bytes; a negative one counts as untold. */
    public static Member sized(String name, long declaredSize) {
        return new Member(name, declaredSize < 0 ? OptionalLong.empty() : OptionalLong.of(declaredSize), Set.of());
    }

    /** This member, to be opened as these types too. */
    public Member declared(Set<ContentType> types) {
        return new Member(name, declaredSize, types);
    }
}
