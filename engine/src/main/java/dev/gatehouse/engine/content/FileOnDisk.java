package dev.gatehouse.engine.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file that a content is read from, for engines that want a path. The path is shown only while the file is the one
 * that it was before the content was opened, and whoever used it asks afterwards whether it {@link #changed}: a file that
 * is written, or replaced by another, has another inode or another time of change, which no program can set.
 *
 * <p>What this does not see is a folder on the way that is exchanged for another and back again between the two looks.
 */
public final class FileOnDisk {

    /**
     * The kernel's times move in ticks, of up to 10 ms: a file changed more recently than this, in ms, could change again
     * without its time doing so.
     */
    private static final long SETTLED_MILLIS = 20;

    private static final String ATTRIBUTES = "unix:dev,ino,size,lastModifiedTime,ctime,isRegularFile";

    private final Path path;
    private final Stamp before;
    private volatile boolean shown;

    private FileOnDisk(Path path, Stamp before) {
        this.path = path;
        this.before = before;
    }

    /** By what a file is known to be the same, as stat(2) tells it. */
    private record Stamp(Object device, Object inode, Object size, Object modified, FileTime changed) {}

    /** Looks at a file that is about to be opened; nothing when it is not a regular file, or cannot be told from others. */
    public static Optional<FileOnDisk> before(Path file) {
        Stamp stamp = stamp(file);
        return stamp == null ? Optional.empty() : Optional.of(new FileOnDisk(file.toAbsolutePath(), stamp));
    }

    private static @Nullable Stamp stamp(Path file) {
        try {
            Map<String, Object> attributes = Files.readAttributes(file, ATTRIBUTES);
            if (!Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
                return null;
            }
            return new Stamp(
                    known(attributes, "dev"),
                    known(attributes, "ino"),
                    known(attributes, "size"),
                    known(attributes, "lastModifiedTime"),
                    (FileTime) known(attributes, "ctime"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Object known(Map<String, Object> attributes, String name) {
        Object value = attributes.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the file system does not tell " + name);
        }
        return value;
    }

    /**
     * Where the file is, if it holds what was opened.
     *
     * @param size of what was opened, in bytes
     */
    public Optional<Path> path(long size) {
        boolean settled =
                Duration.between(before.changed.toInstant(), Instant.now()).toMillis() > SETTLED_MILLIS;
        if (!settled || !before.size.equals(size) || !before.equals(stamp(path))) {
            return Optional.empty();
        }
        shown = true;
        return Optional.of(path);
    }

    /** Whether somebody was shown a path behind which there is another file by now, or other bytes. */
    public boolean changed() {
        return shown && !before.equals(stamp(path));
    }
}
