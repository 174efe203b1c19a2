package dev.gatehouse.engine.plugin;

import java.nio.file.Path;

/**
 * Where a plugin came from.
 *
 * @param path the jar or the folder, links resolved
 * @param sha256 in lower-case hexadecimal: of a jar, its SHA-256; of a folder, the SHA-256 of the listing that
 *     {@code sha256sum} prints for every file in it, sorted by the bytes of their names. {@code find . -type f -printf
 *     '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum} in the folder prints the same
 */
public record Origin(Path path, String sha256) {}
