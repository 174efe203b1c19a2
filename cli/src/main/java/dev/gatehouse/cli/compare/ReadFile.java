package dev.gatehouse.cli.compare;

import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that was read once from end to end before engines are asked: it is in the system's memory then, so that none of
 * them pays for the disk, and it is known by its digest.
 */
final class ReadFile {

    private static final int CHUNK_BYTES = 1 << 16;

    private final Path path;
    private final Stamp before;
    private final long size;
    private final String sha256;

    private ReadFile(Path path, Stamp before, long size, String sha256) {
        this.path = path;
        this.before = before;
        this.size = size;
        this.sha256 = sha256;
    }

    /** By what a file that changes is known. */
    private record Stamp(Object key, long size, FileTime modified) {

        static Stamp of(Path path) throws IOException {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(String.valueOf(now.fileKey()), now.size(), now.lastModifiedTime());
        }
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or the deadline is over
     */
    static ReadFile of(Path path, Deadline deadline) throws IOException {
        Stamp before = Stamp.of(path);
        MessageDigest digest = newDigest();
        long size = 0;
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream stream = Files.newInputStream(path)) {
            for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
                if (deadline.expired()) {
                    throw new IOException("ended while it was read");
                }
                digest.update(chunk, 0, read);
                size += read;
            }
        }
        return new ReadFile(path, before, size, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(DigestAlgorithm.SHA256.jcaName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** In bytes, as read. */
    long size() {
        return size;
    }

    /** Lower-case hexadecimal digits. */
    String sha256() {
        return sha256;
    }

    /** Whether there is another file by now, or other bytes. */
    boolean changed() {
        try {
            return !before.equals(Stamp.of(path));
        } catch (IOException e) {
            return true;
        }
    }
}
