package dev.gatehouse.engine.configuration;

/**
 * A place in a configuration file.
 *
 * @param file the file's name, as it was given
 * @param line from 1
 * @param column from 1
 */
public record Position(String file, int line, int column) {

    /** {@code file:line:column}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
