package dev.gatehouse.benchmarks.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a corpus holds: a line a file, with digest, size and name, divided by tabs.
 *
 * @param entries the files, in the order of the manifest
 */
public record Manifest(List<Entry> entries) {

    /** Copies the list. */
    public Manifest {
        entries = List.copyOf(entries);
    }

    /**
     * A file.
     *
     * @param name where it lies, from the corpus
     * @param size its size in bytes
     * @param sha256 its digest in hexadecimal digits
     */
    public record Entry(String name, long size, String sha256) {}

    /** Where a corpus's manifest lies. */
    public static Path of(Path corpus) {
        return corpus.resolve("manifest.tsv");
    }

    /** Where the list lies of files that were not taken into a corpus. */
    public static Path leftoversOf(Path corpus) {
        return corpus.resolve("leftovers.tsv");
    }

    /**
     * Reads a manifest.
     *
     * @throws IOException if it cannot be read
     */
    public static Manifest read(Path file) throws IOException {
        Builder builder = new Builder();
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split("\t", 3);
            builder.add(fields[2], Long.parseLong(fields[1]), fields[0]);
        }
        return builder.build();
    }

    /** How many bytes there are of a class. */
    public long bytes(FileClass kind) {
        return entries.stream()
                .filter(entry -> entry.name().startsWith(kind.folder() + "/"))
                .mapToLong(Entry::size)
                .sum();
    }

    /** How many files there are of a class. */
    public long files(FileClass kind) {
        return entries.stream()
                .filter(entry -> entry.name().startsWith(kind.folder() + "/"))
                .count();
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.write(
                file,
                entries.stream()
                        .map(entry -> entry.sha256() + "\t" + entry.size() + "\t" + entry.name())
                        .toList());
    }

    /** Collects entries. */
    static final class Builder {

        private final List<Entry> entries = new ArrayList<>();

        void add(String name, long size, String sha256) {
            entries.add(new Entry(name, size, sha256));
        }

        Manifest build() {
            return new Manifest(entries);
        }
    }
}
