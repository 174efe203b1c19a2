package dev.gatehouse.engine.approval;

import dev.gatehouse.engine.plugin.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Digests of files, taken once and again when a file changed. */
final class FileDigests {

    private static final int WINDOW_BYTES = 1 << 16;

    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    /** A digest, and how the file looked when it was taken. */
    private record Known(Stamp stamp, String sha256) {}

    /** What changes when a file does; the time of change cannot be set back by its owner. */
    private record Stamp(
            long size, Instant modified, @Nullable Object key, Object changed) {

        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    attributes.size(),
                    attributes.lastModifiedTime().toInstant(),
                    attributes.fileKey(),
                    Files.getAttribute(file, "unix:ctime"));
        }
    }

    /**
     * The SHA-256 of a file or, as {@link Origin} counts it, of a folder, in lower-case hexadecimal.
     *
     * @throws IOException if it cannot be read
     */
    String sha256(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            // what is in a folder may change without the folder's own times
            return Origin.of(path).sha256();
        }
        Path file = path.toRealPath();
        Stamp stamp = Stamp.of(file);
        Known before = known.get(file);
        if (before != null && before.stamp().equals(stamp)) {
            return before.sha256();
        }
        String digest = digest(file);
        known.put(file, new Known(stamp, digest));
        return digest;
    }

    private static String digest(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] window = new byte[WINDOW_BYTES];
            for (int count = stream.read(window); count >= 0; count = stream.read(window)) {
                digest.update(window, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
