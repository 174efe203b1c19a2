package dev.gatehouse.engine.content;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.channels.SeekableByteChannel;

/**
 * The bytes of one part. Reads are by position and copy, so that a file which shrinks under the scan becomes a {@link
 * ContentLostException} and never a fault, and so that what is resident does not grow with the part's size.
 *
 * <p>Used by one scan; read by any of its threads.
 */
public sealed interface Content extends AutoCloseable permits FileContent, MemoryContent, SliceContent, GuardedContent {

    /** How many bytes there are. */
    long size();

    /**
     * Copies bytes.
     *
     * @param position bytes from the start
     * @param target where the bytes go
     * @param offset where in the target they begin
     * @param length how many are wanted
     * @return how many were copied: fewer than wanted only at the end, 0 at or past it
     * @throws ContentLostException if bytes that should be there are gone
     * @throws IOException if they cannot be read
     */
    int read(long position, byte[] target, int offset, int length) throws IOException;

    /**
     * Copies bytes to memory of any kind.
     *
     * @param position bytes from the start
     * @param target where the bytes go, at most 2 GiB; as many are wanted as it has
     * @return how many were copied: fewer than wanted only at the end, 0 at or past it
     * @throws ContentLostException if bytes that should be there are gone
     * @throws IOException if they cannot be read
     */
    int read(long position, MemorySegment target) throws IOException;

    /**
     * The whole as one read-only segment, mapped on the first call when it lives in a file. Valid until {@link #close}.
     *
     * @throws IOException if it cannot be mapped
     */
    MemorySegment bytes() throws IOException;

    /** A new stream over all bytes, from the start. Closing it does not close the content. */
    InputStream stream();

    /** A new read-only channel over all bytes, at the start. Closing it does not close the content. */
    SeekableByteChannel channel();

    /**
     * Part of these bytes, sharing them; valid while this content is open.
     *
     * @param position bytes from the start
     * @param length bytes
     * @throws IndexOutOfBoundsException if the range is not within the content
     */
    Content slice(long position, long length);

    /** Gives back what the content holds: its mapping, its temporary file. */
    @Override
    void close();
}
