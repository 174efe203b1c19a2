package dev.gatehouse.cli.walk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;

/** What the system says of a place in the file system, in words for a person. */
final class Place {

    /** The file type's bits in a mode, and their values: inode(7). */
    private static final int TYPE_MASK = 0xf000;

    private static final int FIFO = 0x1000;
    private static final int CHARACTER_DEVICE = 0x2000;
    private static final int BLOCK_DEVICE = 0x6000;
    private static final int SOCKET = 0xc000;

    private Place() {}

    /** What kind of special file is there. */
    static String specialKind(Path path) {
        try {
            Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return switch ((Integer) Objects.requireNonNull(mode) & TYPE_MASK) {
                case FIFO -> "FIFO";
                case CHARACTER_DEVICE -> "character device";
                case BLOCK_DEVICE -> "block device";
                case SOCKET -> "socket";
                default -> "not a regular file";
            };
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "not a regular file";
        }
    }

    /** Why a place cannot be reached. */
    static String trouble(IOException trouble) {
        return switch (trouble) {
            case NoSuchFileException _ -> "no such file or folder";
            case AccessDeniedException _ -> "permission denied";
            case NotDirectoryException _ -> "not a folder";
            case FileSystemException e when e.getReason() != null -> Objects.requireNonNull(e.getReason());
            case IOException e ->
                Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        };
    }
}
