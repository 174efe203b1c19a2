package dev.gatehouse.engine;

import dev.gatehouse.spi.Reason;
import java.util.List;

/**
 * A reason and the part it is about.
 *
 * @param path the part's path below the file: member names, outermost first; empty for the file itself
 * @param reason why something of the part was not looked at
 */
public record LocatedReason(List<String> path, Reason reason) {

    /** Copies the path. */
    public LocatedReason {
        path = List.copyOf(path);
    }
}
