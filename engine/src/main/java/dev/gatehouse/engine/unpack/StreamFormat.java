package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** A format that compresses one stream of bytes and allows several streams after one another. */
interface StreamFormat {

    /** What {@link #next} answers when no stream follows. */
    long NONE = -1;

    /**
     * A stream that is being decoded.
     *
     * @param bytes what it decodes to
     * @param end where it ends in the content; asked once all bytes have been read
     */
    record Decoding(InputStream bytes, LongSupplier end) {}

    /**
     * Begins to decode the stream that starts at a position.
     *
     * @throws IOException if it cannot be decoded
     */
    Decoding open(Content content, long start, PartSink sink) throws IOException;

    /**
     * Where the next stream starts, at a position or after what the format allows there: padding, frames to skip.
     *
     * @return its position or {@link #NONE}
     */
    long next(ByteView view, long position) throws IOException;
}
