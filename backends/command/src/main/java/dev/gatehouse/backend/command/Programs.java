package dev.gatehouse.backend.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where programs are. */
final class Programs {

    /** What is searched, and what programs get as their PATH: nothing that a user could have put first. */
    static final List<String> FOLDERS =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private Programs() {}

    /**
     * Finds a program.
     *
     * @param name an absolute path, or a name to be searched in {@link #FOLDERS}
     */
    static Optional<Path> find(String name) {
        try {
            if (name.isBlank()) {
                return Optional.empty();
            }
            if (name.startsWith("/")) {
                return Optional.of(Path.of(name)).filter(Programs::runs);
            }
            return name.contains("/")
                    ? Optional.empty()
                    : FOLDERS.stream()
                            .map(folder -> Path.of(folder, name))
                            .filter(Programs::runs)
                            .findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean runs(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
