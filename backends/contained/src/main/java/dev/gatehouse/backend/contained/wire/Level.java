package dev.gatehouse.backend.contained.wire;

import dev.gatehouse.spi.ContentType;
import java.util.List;

/**
 * A part, or one that it came out of, without its bytes and its name.
 *
 * @param types what it can be read as
 * @param size in bytes
 */
public record Level(List<ContentType> types, long size) {

    /** Copies the list. */
    public Level {
        types = List.copyOf(types);
    }
}
