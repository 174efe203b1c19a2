package dev.gatehouse.engine.house;

import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.configuration.ApprovalSettings;
import dev.gatehouse.engine.configuration.ApprovalsFile;
import dev.gatehouse.engine.configuration.Configuration;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What lies on the disk of all that a lineup is made from: the configuration, the approvals with their signature and
 * keys, the plugins, and every file and folder that a backend's settings name. Two states are equal when nothing of it
 * was written, replaced, added or removed between them, as far as sizes and times tell.
 */
final class DiskState {

    /** Signatures lie flat in a folder, or one below it. */
    private static final int MAX_DEPTH = 3;

    private static final int MAX_FILES = 20_000;

    /** Settings of such names are where a backend writes, which is no reason to open it anew. */
    private static final List<String> WRITTEN = List.of(UsualSignatures.CACHE_FOLDER, "folder", "temporary");

    private final Map<Path, Mark> marks = new TreeMap<>();

    private record Mark(long size, long time, String key) {}

    private DiskState() {}

    /** Looks at everything. Takes as long as it takes to ask for the sizes and times of some files. */
    static DiskState of(Configuration configuration, List<LineupEntry> entries) {
        DiskState state = new DiskState();
        configuration.file().ifPresent(state::add);
        configuration.plugins().ifPresent(state::add);
        if (configuration.approvals().isPresent()) {
            ApprovalSettings approvals = configuration.approvals().get();
            state.add(approvals.file());
            state.add(ApprovalsFile.signatureOf(approvals.file()));
            approvals.keys().forEach(state::add);
        }
        for (LineupEntry entry : entries) {
            entry.configuration().values().forEach((key, values) -> {
                if (WRITTEN.stream().noneMatch(key::endsWith)) {
                    values.forEach(state::addIfPath);
                }
            });
        }
        return state;
    }

    private void addIfPath(String value) {
        try {
            Path path = Path.of(value);
            if (Files.isRegularFile(path) || Files.isDirectory(path)) {
                add(path);
            }
        } catch (InvalidPathException e) {
            // not every value is a path
        }
    }

    private void add(Path path) {
        try {
            Files.walkFileTree(path, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        marks.put(
                                file,
                                new Mark(
                                        attributes.size(),
                                        attributes.lastModifiedTime().toMillis(),
                                        String.valueOf(attributes.fileKey())));
                    }
                    return marks.size() < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // what is not there, or cannot be looked at, leaves no mark; once it can, that is a change
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiskState state && state.marks.equals(marks);
    }

    @Override
    public int hashCode() {
        return marks.hashCode();
    }
}
