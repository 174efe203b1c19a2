package dev.gatehouse.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A database that is given to all contenders.
 *
 * @param name what it is called
 * @param folder its text files
 * @param signatures how many lines they have
 * @param compiled the same for Gatehouse, compiled, where the command line can compile
 * @param rules the same as YARA rules, if there are any
 */
record Database(String name, Path folder, long signatures, Optional<Path> compiled, Optional<Path> rules) {

    /** A database as {@code bench databases} makes it. */
    static Database in(Path folder, Optional<Path> compiled) throws IOException {
        long signatures = 0;
        Path rules = folder.resolve("rules.yar");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> text = files.filter(file -> !file.equals(rules)).sorted().toList();
            for (Path file : text) {
                try (Stream<String> lines = Files.lines(file)) {
                    signatures += lines.count();
                }
            }
        }
        return new Database(
                String.valueOf(folder.getFileName()),
                folder,
                signatures,
                compiled,
                Files.exists(rules) ? Optional.of(rules) : Optional.empty());
    }
}
