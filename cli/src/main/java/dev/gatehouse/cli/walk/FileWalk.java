package dev.gatehouse.cli.walk;

import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files below some paths, one at a time: the paths in the order given, the members of a folder in the order in which
 * the file system tells them. What is held does not grow with the number of files, only with the depth of the tree; and,
 * where links to folders are followed, with the number of folders, so that each is entered once.
 *
 * <p>Safe for use by many threads: each step is handed out once.
 */
public final class FileWalk implements AutoCloseable {

    /** The path that means the standard input. */
    public static final String STANDARD_INPUT = "-";

    private final Iterator<String> roots;
    private final WalkOptions options;
    private final Deque<OpenFolder> open = new ArrayDeque<>();
    private final Set<Object> visited = new HashSet<>();
    private long folders;
    private boolean closed;

    /**
     * A walk from its start.
     *
     * @param roots the paths, as {@link FileName#path} reads them
     */
    public FileWalk(List<String> roots, WalkOptions options) {
        this.roots = List.copyOf(roots).iterator();
        this.options = options;
    }

    /** The next step, or nothing when the walk is over or was closed. */
    public synchronized Optional<WalkStep> next() {
        while (!closed) {
            OpenFolder folder = open.peek();
            if (folder != null) {
                Optional<WalkStep> step = within(folder);
                if (step.isPresent()) {
                    return step;
                }
            } else if (roots.hasNext()) {
                visited.clear();
                Optional<WalkStep> step = root(roots.next());
                if (step.isPresent()) {
                    return step;
                }
            } else {
                close();
            }
        }
        return Optional.empty();
    }

    /** How many folders were entered so far. */
    public synchronized long folders() {
        return folders;
    }

    /** Ends the walk; whoever asks for a step gets none. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private Optional<WalkStep> root(String name) {
        if (name.equals(STANDARD_INPUT)) {
            return Optional.of(new WalkStep.StandardInput());
        }
        try {
            return visit(FileName.path(name), name, true);
        } catch (InvalidPathException e) {
            return unreadable(name, e.getReason());
        }
    }

    private Optional<WalkStep> within(OpenFolder folder) {
        try {
            if (!folder.members.hasNext()) {
                open.pop().close();
                return Optional.empty();
            }
            Path member = folder.members.next();
            Path last = member.getFileName();
            String name = FileName.text(last == null ? member : last);
            return visit(member, folder.name.endsWith("/") ? folder.name + name : folder.name + "/" + name, false);
        } catch (DirectoryIteratorException e) {
            open.pop().close();
            return unreadable(folder.name, Place.trouble(Objects.requireNonNull(e.getCause())));
        }
    }

    private Optional<WalkStep> visit(Path path, String name, boolean named) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isSymbolicLink() ? link(path, name, named) : entry(path, name, named, attributes);
        } catch (NoSuchFileException e) {
            if (named) {
                return unreadable(name, Place.trouble(e));
            }
            Reason reason = new Reason(ReasonCode.CHANGED_DURING_SCAN, "vanished before it was opened");
            return Optional.of(new WalkStep.Unreadable(name, reason));
        } catch (IOException e) {
            return unreadable(name, Place.trouble(e));
        }
    }

    private Optional<WalkStep> link(Path path, String name, boolean named) {
        boolean any =
                options.fileLinks().follows(named) || options.folderLinks().follows(named);
        if (!any) {
            return skippedLink(name, "not followed");
        }
        BasicFileAttributes target;
        try {
            target = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return unreadable(name, "a symbolic link that leads nowhere");
        } catch (IOException e) {
            return unreadable(name, Place.trouble(e));
        }
        FollowLinks rule = target.isDirectory() ? options.folderLinks() : options.fileLinks();
        return rule.follows(named) ? entry(path, name, named, target) : skippedLink(name, "not followed");
    }

    private Optional<WalkStep> entry(Path path, String name, boolean named, BasicFileAttributes attributes) {
        if (attributes.isDirectory()) {
            return folder(path, name, named, attributes);
        }
        if (!options.files().wants(name)) {
            return Optional.of(new WalkStep.Excluded(name));
        }
        if (attributes.isRegularFile()) {
            return Optional.of(new WalkStep.RegularFile(path, name, attributes.size()));
        }
        Reason reason = new Reason(ReasonCode.SPECIAL_FILE, Place.specialKind(path));
        return Optional.of(named ? new WalkStep.Unreadable(name, reason) : new WalkStep.Skipped(name, reason));
    }

    @SuppressWarnings("StreamResourceLeak") // the walk closes it when it leaves the folder, or is closed itself
    private Optional<WalkStep> folder(Path path, String name, boolean named, BasicFileAttributes attributes) {
        if (!named && !options.recursive()) {
            return Optional.empty();
        }
        if (!options.folders().wants(name)) {
            return Optional.of(new WalkStep.Excluded(name));
        }
        @Nullable Object key = attributes.fileKey();
        if (options.folderLinks() == FollowLinks.ALWAYS && key != null && !visited.add(key)) {
            Reason reason = new Reason(ReasonCode.FOLDER_LOOP, "this folder was visited by another name");
            return Optional.of(new WalkStep.Skipped(name, reason));
        }
        try {
            open.push(new OpenFolder(name, Files.newDirectoryStream(path)));
            folders++;
            return Optional.empty();
        } catch (IOException e) {
            return unreadable(name, Place.trouble(e));
        }
    }

    private static Optional<WalkStep> unreadable(String name, String detail) {
        return Optional.of(new WalkStep.Unreadable(name, new Reason(ReasonCode.UNREADABLE, detail)));
    }

    private static Optional<WalkStep> skippedLink(String name, String detail) {
        return Optional.of(new WalkStep.Skipped(name, new Reason(ReasonCode.SYMBOLIC_LINK, detail)));
    }

    private static final class OpenFolder {

        private final String name;
        private final DirectoryStream<Path> stream;
        private final Iterator<Path> members;

        OpenFolder(String name, DirectoryStream<Path> stream) {
            this.name = name;
            this.stream = stream;
            this.members = stream.iterator();
        }

        void close() {
            try {
                stream.close();
            } catch (IOException ignored) {
                // a folder that was only read holds nothing that could be lost
            }
        }
    }
}
