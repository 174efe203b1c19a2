package dev.gatehouse.engine;

import dev.gatehouse.spi.Finding;
import java.util.List;

/**
 * A finding and the part it is in.
 *
 * @param path the part's path below the file: member names, outermost first; empty for the file itself
 * @param backend the name of the backend in the lineup
 * @param finding what it found
 */
public record LocatedFinding(List<String> path, String backend, Finding finding) {

    /** Copies the path. */
    public LocatedFinding {
        path = List.copyOf(path);
    }
}
