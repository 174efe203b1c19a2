package dev.gatehouse.engine;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.unpack.PartSink;
import dev.gatehouse.engine.unpack.StopUnpacking;
import dev.gatehouse.spi.ContentType;
import java.util.Set;

/** Opens containers: what the scanner asks of the registry of unpackers. */
public interface Opener {

    /** The types that can be opened. */
    Set<ContentType> opens();

    /**
     * Opens the content as the given type and gives every part to the sink. What goes wrong because of the content
     * becomes a reason on the sink.
     *
     * @throws StopUnpacking if the sink wants no more
     */
    void unpack(ContentType type, Content content, PartSink sink) throws StopUnpacking;
}
