package dev.gatehouse.spi;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One part to be judged: a file, or something that came out of one. Read only; valid during one scan call, and used by
 * one thread at a time. Reading and digesting may end with an {@link IOException} once the scan's deadline is over.
 */
public interface Subject {

    /**
     * Where the part stands: the file's name first, then the member's name at each level, {@code [mail.eml,
     * invoice.zip, invoice.js]}. Names are as the container gives them, undecoded paths included; never trust them. An outcome
     * for which they were asked is not remembered for identical parts: ask only where they matter.
     */
    List<String> path();

    /** All the types that the bytes can be read as; never empty. */
    Set<ContentType> types();

    /** The part's size in bytes. */
    long size();

    /**
     * Copies bytes from the part.
     *
     * @param position where to begin, in bytes from the part's start
     * @param target where the bytes go
     * @param offset where in the target they begin
     * @param length how many are wanted
     * @return how many were copied: fewer than wanted only at the part's end, 0 at or past it
     * @throws IOException if bytes that should be there cannot be read, as when a file shrinks under the scan
     */
    int read(long position, byte[] target, int offset, int length) throws IOException;

    /**
     * Copies bytes from the part to memory of any kind: for native engines, which save a copy by it.
     *
     * @param position where to begin, in bytes from the part's start
     * @param target where the bytes go; as many are wanted as it has
     * @return how many were copied: fewer than wanted only at the part's end, 0 at or past it
     * @throws IOException if bytes that should be there cannot be read, as when a file shrinks under the scan
     */
    default int read(long position, MemorySegment target) throws IOException {
        byte[] piece = new byte[(int) Math.min(64 << 10, target.byteSize())];
        int copied = 0;
        while (copied < target.byteSize()) {
            int wanted = (int) Math.min(piece.length, target.byteSize() - copied);
            int count = read(position + copied, piece, 0, wanted);
            MemorySegment.copy(piece, 0, target, ValueLayout.JAVA_BYTE, copied, count);
            copied += count;
            if (count < wanted) {
                break;
            }
        }
        return copied;
    }

    /**
     * The whole part as one read-only segment, for engines that want an address. A large part is mapped on the first
     * call; reading a mapped file that shrinks throws {@link InternalError}, and in native code is a SIGBUS. Prefer
     * {@link #read}.
     *
     * @throws IOException if the part cannot be mapped
     */
    MemorySegment bytes() throws IOException;

    /**
     * A digest of the whole part, computed on the first call and kept.
     *
     * @return the digest's bytes; a copy
     * @throws IOException if the part cannot be read
     */
    byte[] digest(DigestAlgorithm algorithm) throws IOException;

    /**
     * A file on disk that holds exactly these bytes, if there is one already: for engines that take a path or a
     * descriptor. It may be the operator's own file: it is opened for reading only, and by nobody else's rights.
     */
    default Optional<Path> file() {
        return Optional.empty();
    }

    /**
     * The part this one came out of; nothing for a file. An outcome for which it was asked is remembered for identical
     * parts of the same container only: ask only where it matters.
     */
    Optional<Subject> container();
}
