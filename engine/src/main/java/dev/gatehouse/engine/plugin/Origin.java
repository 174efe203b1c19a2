package dev.gatehouse.engine.plugin;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where a plugin came from.
 *
 * @param path the jar or the folder, links resolved
 * @param sha256 in lower-case hexadecimal: of a jar, its SHA-256; of a folder, the SHA-256 of the listing that
 *     {@code sha256sum} prints for every file in it, sorted by the bytes of their names. {@code find . -type f -printf
 *     '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum} in the folder prints the same
 */
public record Origin(Path path, String sha256) {

    /**
     * Looks at a jar or a folder as if it were in a folder of plugins.
     *
     * @throws IOException if it cannot be read, or is not what a plugin must be; the message says what to do
     */
    public static Origin of(Path entry) throws IOException {
        try {
            return PluginFiles.of(entry).origin();
        } catch (PluginFiles.UnfitException e) {
            throw new IOException(entry + ": " + e.getMessage(), e);
        }
    }
}
