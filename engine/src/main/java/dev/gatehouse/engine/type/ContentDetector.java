package dev.gatehouse.engine.type;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.util.Set;

/** Tells what bytes can be read as. */
public interface ContentDetector {

    /**
     * All the types that the content can be read as; never empty.
     *
     * @throws IOException if the content cannot be read
     */
    Set<ContentType> detect(Content content) throws IOException;
}
