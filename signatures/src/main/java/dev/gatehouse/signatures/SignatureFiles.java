package dev.gatehouse.signatures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Signature files as a user names them, compiled and text ones told apart.
 *
 * @param compiled the compiled ones, each a database by itself
 * @param texts everything else as one source, with the signatures that come with Gatehouse if they are wanted; nothing
 *     when there is nothing to compile
 */
public record SignatureFiles(List<Path> compiled, Optional<SignatureSources> texts) {

    /** Copies the list. */
    public SignatureFiles {
        compiled = List.copyOf(compiled);
    }

    /**
     * Looks at files and folders.
     *
     * @param paths what the user named
     * @param bundled whether the signatures that come with Gatehouse are wanted; beside a compiled file they are not
     *     added, for it holds them or not, as it was built
     * @param unwanted whether signatures of potentially unwanted applications count
     * @throws IOException if there is nothing at a path, or it cannot be read
     */
    public static SignatureFiles of(List<Path> paths, boolean bundled, boolean unwanted) throws IOException {
        List<Path> compiled = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isRegularFile(path) && SignatureDatabase.isCompiled(path)) {
                compiled.add(path);
            } else {
                others.add(path);
            }
        }
        boolean withBundled = bundled && compiled.isEmpty();
        if (others.isEmpty() && !withBundled) {
            return new SignatureFiles(compiled, Optional.empty());
        }
        SignatureSources sources = SignatureSources.of(others);
        if (withBundled) {
            sources = sources.and(SignatureSources.bundled());
        }
        return new SignatureFiles(compiled, Optional.of(unwanted ? sources.withUnwantedApplications() : sources));
    }
}
