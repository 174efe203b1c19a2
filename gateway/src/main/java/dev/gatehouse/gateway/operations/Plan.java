package dev.gatehouse.gateway.operations;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a service is started from.
 *
 * @param file the configuration; nothing for the defaults
 * @param environment the variables of the process
 * @param protocols what can be spoken
 * @param confiner gives up what is not needed
 * @param version the program's, to be told
 */
public record Plan(
        Optional<Path> file, Map<String, String> environment, Protocols protocols, Confiner confiner, String version) {

    /** Copies the map. */
    public Plan {
        environment = Map.copyOf(environment);
    }
}
