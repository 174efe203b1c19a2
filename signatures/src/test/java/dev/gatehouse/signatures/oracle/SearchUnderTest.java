package dev.gatehouse.signatures.oracle;

import dev.gatehouse.signatures.model.Signature;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Something that finds signatures in a file, to be compared with clamscan. */
@FunctionalInterface
public interface SearchUnderTest {

    /**
     * The names of all signatures that the file has; none when the file is trusted.
     *
     * @param signatures what to look for
     * @param file the file's bytes
     */
    Set<String> matches(List<Signature> signatures, byte[] file) throws IOException;
}
