package dev.gatehouse.engine.plugin;

import java.nio.file.Path;

/**
 * Something in the folder of plugins that is of no use.
 *
 * @param path what it is
 * @param message what is wrong with it and how to mend it, for the operator; begins with the path
 */
public record Broken(Path path, String message) {

    static Broken of(Path path, String message) {
        return new Broken(path, path + ": " + message);
    }
}
