package dev.gatehouse.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is scanned.
 *
 * @param name what it is called in tables
 * @param paths files and folders
 * @param bytes how many bytes of regular files are in them
 */
record Target(String name, List<Path> paths, long bytes) {

    /** Copies the list. */
    Target {
        paths = List.copyOf(paths);
    }

    /** Paths under a name, measured. */
    static Target of(String name, List<Path> paths) throws IOException {
        long bytes = 0;
        for (Path path : paths) {
            try (Stream<Path> walk = Files.walk(path)) {
                for (Path file : walk.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                        .toList()) {
                    bytes += Files.size(file);
                }
            }
        }
        return new Target(name, paths, bytes);
    }
}
