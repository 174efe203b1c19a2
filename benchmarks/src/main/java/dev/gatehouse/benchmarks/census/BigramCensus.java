package dev.gatehouse.benchmarks.census;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Counts byte pairs over ordinary files and writes what they cost as anchors: 65,536 bytes, see docs/anchor-rarity.md.
 * Each path given is one kind of files, and all kinds count alike. What zip files contain is counted beside their own
 * bytes, for both are searched.
 */
@Command(
        name = "census",
        description = "Count byte pairs over ordinary files, and write how rare each is.",
        mixinStandardHelpOptions = true)
public final class BigramCensus implements Callable<Integer> {

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where the costs go.")
    private Path output = Path.of("bigrams.bin");

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files or folders, each one kind.")
    private List<Path> kinds = List.of();

    @Override
    public Integer call() throws IOException {
        List<PairCounts> counts = new ArrayList<>();
        for (Path kind : kinds) {
            PairCounts pairs = count(kind);
            System.out.printf("%s: %,d pairs%n", kind.getFileName(), pairs.total());
            counts.add(pairs);
        }
        Files.write(output, PairCosts.of(counts));
        return 0;
    }

    private static PairCounts count(Path kind) throws IOException {
        PairCounts pairs = new PairCounts();
        List<Path> files;
        try (Stream<Path> tree = Files.walk(kind)) {
            files = tree.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            try (InputStream stream = Files.newInputStream(file)) {
                pairs.count(stream);
            }
            countMembers(file, pairs);
        }
        return pairs;
    }

    private static void countMembers(Path file, PairCounts pairs) throws IOException {
        try (ZipInputStream members = new ZipInputStream(Files.newInputStream(file))) {
            while (members.getNextEntry() != null) {
                pairs.count(members);
            }
        } catch (ZipException damaged) {
            System.err.printf("%s: only some members were counted: %s%n", file, damaged.getMessage());
        }
    }
}
