package dev.gatehouse.engine;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.unpack.PartSink;
import dev.gatehouse.spi.ContentType;
import java.util.Set;

/** Opens nothing: every part is judged as it is. */
final class PlainBytes implements Opener {

    @Override
    public Set<ContentType> opens() {
        return Set.of();
    }

    @Override
    public void unpack(ContentType type, Content content, PartSink sink) {
        throw new IllegalArgumentException(type + " is not among the types that are opened");
    }
}
