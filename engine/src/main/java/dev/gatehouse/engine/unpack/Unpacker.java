package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.util.Set;

/**
 * Opens one format. Stateless and shared by all scans; declared in {@link Unpackers}.
 *
 * <p>An unpacker reads the content in as many ways as others may read it, and gives every member it sees to the sink. A
 * member that it cannot open becomes a reason on the sink, and it goes on with the next. What it throws, whatever it
 * is, becomes a reason of the container at the border in {@link Unpackers}: {@link dev.gatehouse.spi.ReasonCode#MALFORMED}
 * unless a better one is known.
 */
public interface Unpacker {

    /** The types that it opens. */
    Set<ContentType> opens();

    /**
     * Gives all parts of the content to the sink.
     *
     * @throws StopUnpacking if the sink wants no more; let it pass
     * @throws IOException if the content breaks the format's rules or cannot be read
     */
    void unpack(Content content, PartSink sink) throws IOException;
}
