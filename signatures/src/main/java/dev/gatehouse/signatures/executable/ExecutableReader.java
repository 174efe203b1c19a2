package dev.gatehouse.signatures.executable;

import dev.gatehouse.signatures.ByteSource;
import java.util.Optional;

/** Temporary. */
public final class ExecutableReader {
    private ExecutableReader() {}

    /** Temporary. */
    public static Optional<ExecutableLayout> read(ByteSource source) {
        return Optional.empty();
    }
}
