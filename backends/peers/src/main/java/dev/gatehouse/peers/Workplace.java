package dev.gatehouse.peers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * The folder that a peer has for itself. Daemons that are started by root run as an account of their own, which must be
 * able to reach it.
 */
final class Workplace {

    private static final Set<PosixFilePermission> PASSING =
            Set.of(PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

    private final Path folder;

    private Workplace(Path folder) {
        this.folder = folder;
    }

    /** Makes a folder, and lets every account pass through it and through those above it that are private. */
    static Workplace at(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path each = folder.toAbsolutePath(); each != null; each = each.getParent()) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(each);
            if (permissions.addAll(PASSING)) {
                Files.setPosixFilePermissions(each, permissions);
            }
        }
        return new Workplace(folder);
    }

    Path folder() {
        return folder;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** Writes a file that everyone can read. */
    Path write(String name, String content) throws IOException {
        return Files.writeString(path(name), content);
    }

    /** Makes a folder that is an account's own; one's own where no other can be given it. */
    Path folderOf(String account, String name) throws IOException {
        Path made = Files.createDirectories(path(name));
        if (Program.isRoot()) {
            Files.setOwner(
                    made, made.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(account));
        }
        return made;
    }

    /** A folder of libraries, which Debian keeps by the machine's kind: {@code /usr/lib/x86_64-linux-gnu/NAME}. */
    static Path library(String name) throws IOException {
        try (DirectoryStream<Path> kinds = Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu*")) {
            for (Path kind : kinds) {
                if (Files.exists(kind.resolve(name))) {
                    return kind.resolve(name);
                }
            }
        }
        throw new IOException("there is no " + name + " in /usr/lib/*-linux-gnu: run ./verify, which installs it");
    }
}
