package dev.gatehouse.benchmarks.database;

import dev.gatehouse.benchmarks.WorkFolder;
import dev.gatehouse.benchmarks.corpus.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The same patterns and digests as in the databases, without files. */
public final class PatternLines {

    private PatternLines() {}

    /**
     * The first lines of the body patterns.
     *
     * @throws IOException if the corpus cannot be read
     */
    public static List<String> first(int count) throws IOException {
        BodyGenerator generator = new BodyGenerator(material(), DatabaseBuilder.random(1));
        List<String> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lines.add(generator.next());
        }
        return lines;
    }

    /**
     * The first patterns that are nothing but bytes.
     *
     * @throws IOException if the corpus cannot be read
     */
    public static List<byte[]> literals(int count) throws IOException {
        return literals(count, material());
    }

    /** Patterns that are nothing but bytes, and need no corpus. */
    public static List<byte[]> madeLiterals(int count) {
        return literals(count, Material.made());
    }

    private static List<byte[]> literals(int count, Material material) {
        BodyGenerator generator = new BodyGenerator(material, DatabaseBuilder.random(3));
        List<byte[]> literals = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            literals.add(generator.nextLiteral());
        }
        return literals;
    }

    /** Lines of an {@code .hsb} file. */
    public static List<String> sha256(int count) {
        RandomGenerator random = DatabaseBuilder.random(2);
        DigestGenerator generator = new DigestGenerator(random);
        List<String> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lines.add(generator.wholeSha256());
        }
        return lines;
    }

    private static Material material() throws IOException {
        Path corpus = new WorkFolder().corpus();
        return Files.exists(Manifest.leftoversOf(corpus)) ? Material.of(corpus) : Material.made();
    }
}
