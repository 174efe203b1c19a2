package dev.gatehouse.cli.compare;

import java.io.IOException;

/** Somebody who is told of a comparison, on one thread at a time. */
public interface Audience {

    /**
     * Every engine was asked about a file.
     *
     * @throws IOException if it cannot be written down
     */
    void compared(FileComparison file) throws IOException;

    /**
     * A place could not be read.
     *
     * @throws IOException if it cannot be written down
     */
    void unread(Unread place) throws IOException;

    /**
     * The comparison is over. Nothing comes after it.
     *
     * @throws IOException if it cannot be written down
     */
    void end(Comparison comparison) throws IOException;
}
