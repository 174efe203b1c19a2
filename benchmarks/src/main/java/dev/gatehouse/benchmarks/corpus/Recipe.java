package dev.gatehouse.benchmarks.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * What a corpus is made from.
 *
 * @param packages names of Debian packages
 * @param jars Maven coordinates, {@code group:artifact:version}
 */
public record Recipe(List<String> packages, List<String> jars) {

    /** Copies the lists. */
    public Recipe {
        packages = List.copyOf(packages);
        jars = List.copyOf(jars);
    }

    /**
     * The recipe that comes with the benchmarks.
     *
     * @throws IOException if it cannot be read
     */
    public static Recipe standard() throws IOException {
        return new Recipe(lines("packages.txt"), lines("jars.txt"));
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream stream = Objects.requireNonNull(Recipe.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }
}
