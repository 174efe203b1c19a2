package dev.gatehouse.signatures.model;

/**
 * Where a signature was written.
 *
 * @param file the source's name, as given
 * @param line the line, from 1
 */
public record Origin(String file, int line) {

    /** {@code file:line}. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
