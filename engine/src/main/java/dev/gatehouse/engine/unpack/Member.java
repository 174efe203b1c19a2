package dev.gatehouse.engine.unpack;

import java.util.OptionalLong;

/**
 * What a container says of one of its members.
 *
 * @param name the member's name as the container gives it; empty when it gives none, as a bare stream does
 * @param declaredSize the size that the container declares, in bytes, if it does
 */
public record Member(String name, OptionalLong declaredSize) {

    /** A member whose size the container does not tell. */
    public static Member named(String name) {
        return new Member(name, OptionalLong.empty());
    }

    /** A member with a declared size in bytes; a negative one counts as untold. */
    public static Member sized(String name, long declaredSize) {
        return new Member(name, declaredSize < 0 ? OptionalLong.empty() : OptionalLong.of(declaredSize));
    }
}
