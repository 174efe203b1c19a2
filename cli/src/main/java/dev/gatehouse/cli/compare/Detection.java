package dev.gatehouse.cli.compare;

import java.util.List;
import java.util.Optional;

/**
 * Something that an engine found.
 *
 * @param path where in the file: member names, outermost first; empty for the file itself, and where the engine does not
 *     tell
 * @param sha256 the member's digest, lower-case hexadecimal digits, where it was asked for
 * @param name what was found, as the engine calls it
 */
public record Detection(List<String> path, Optional<String> sha256, String name) {

    /** Copies the path. */
    public Detection {
        path = List.copyOf(path);
    }
}
