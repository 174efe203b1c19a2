package dev.gatehouse.signatures;

import dev.gatehouse.signatures.model.Digest;
import dev.gatehouse.signatures.model.Target;
import java.io.IOException;
import java.util.Set;

/** What a matcher is given to search: bytes, what they count as, and their digests. */
public interface Specimen extends ByteSource {

    /** What the bytes count as; {@link Target#ANY} goes without saying. */
    Set<Target> targets();

    /**
     * The digest of all bytes.
     *
     * @throws IOException if they cannot be read
     */
    byte[] digest(Digest.Algorithm algorithm) throws IOException;
}
