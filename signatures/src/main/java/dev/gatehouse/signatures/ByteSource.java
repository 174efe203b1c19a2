package dev.gatehouse.signatures;

import java.io.IOException;

/** Bytes that can be read from any position: a file, a part in memory. */
public interface ByteSource {

    /** How many bytes there are. */
    long size();

    /**
     * Copies bytes.
     *
     * @param position where to begin, in bytes from the start
     * @param target where the bytes go
     * @param offset where in the target they begin
     * @param length how many are wanted
     * @return how many were copied: fewer than wanted only at the end, 0 at or past it
     * @throws IOException if bytes that should be there cannot be read
     */
    int read(long position, byte[] target, int offset, int length) throws IOException;
}
