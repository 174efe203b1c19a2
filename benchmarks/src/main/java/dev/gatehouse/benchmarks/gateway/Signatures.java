package dev.gatehouse.benchmarks.gateway;

import dev.gatehouse.benchmarks.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The same signatures for both daemons: EICAR's, and those of a database that {@code bench databases} made.
 *
 * @param name what tables call them
 * @param folder the text files
 * @param compiled the same, compiled for Gatehouse
 * @param count how many there are
 */
record Signatures(String name, Path folder, Path compiled, long count) {

    /** The name of what has EICAR's signature alone. */
    static final String ONE = "one";

    /**
     * Puts them together in a folder.
     *
     * @param database the folder of the database that is added
     * @param parent where the folder is made
     */
    static Signatures of(String name, List<Path> database, Path parent, Path launcher) throws IOException {
        Path folder = Files.createDirectories(parent.resolve("signatures-" + name));
        Files.writeString(
                folder.resolve("eicar.ndb"), "Eicar.Bench:0:*:" + HexFormat.of().formatHex(Letter.eicar()) + "\n");
        long count = 1;
        for (Path each : database) {
            try (Stream<Path> files = Files.list(each)) {
                for (Path file : files.filter(path -> path.toString().matches(".*\\.[hmn][ds]b"))
                        .toList()) {
                    Path link = folder.resolve(file.getFileName());
                    Files.deleteIfExists(link);
                    Files.createSymbolicLink(link, file.toAbsolutePath());
                    try (Stream<String> lines = Files.lines(file)) {
                        count += lines.count();
                    }
                }
            }
        }
        Path compiled = parent.resolve("signatures-" + name + ".ghdb");
        ChildProcess.run(
                parent,
                List.of(
                        launcher.toString(),
                        "signatures",
                        "build",
                        "--no-bundled",
                        folder.toString(),
                        "-o",
                        compiled.toString()));
        return new Signatures(name, folder, compiled, count);
    }
}
