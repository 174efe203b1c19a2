package dev.gatehouse.cli.output;

import java.io.IOException;

/** Where a report's bytes go: the screen, a file. */
@FunctionalInterface
public interface ByteOutput {

    /**
     * Takes the next bytes.
     *
     * @throws IOException if they cannot be written
     */
    void write(byte[] bytes) throws IOException;
}
