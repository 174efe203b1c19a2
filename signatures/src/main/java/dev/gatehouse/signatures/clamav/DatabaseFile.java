package dev.gatehouse.signatures.clamav;

import java.io.IOException;
import java.io.InputStream;

/**
 * A source by name, whose bytes can be read more than once.
 *
 * @param name what it is called in diagnostics; its extension tells what is in it
 * @param bytes opens it
 */
public record DatabaseFile(String name, Opener bytes) {

    /** Opens a source's bytes. */
    @FunctionalInterface
    public interface Opener {
        /**
         * A new stream from the first byte on, which the caller closes.
         *
         * @throws IOException if it cannot be opened
         */
        InputStream open() throws IOException;
    }
}
