package dev.gatehouse.signatures.oracle;

import dev.gatehouse.signatures.SignatureSources;
import dev.gatehouse.signatures.SourceSummary;
import dev.gatehouse.signatures.model.Signature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Runs generated batches through clamscan and a search, and says where they differ. */
public final class OracleSuite {

    private OracleSuite() {}

    /** The batches: together more than three thousand signatures. They are generated once. */
    public static List<OracleBatch> batches() {
        return Generated.BATCHES;
    }

    private static List<OracleBatch> generate() throws IOException {
        List<OracleBatch> batches = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            batches.add(new SignatureGenerator(1000 + i, "Batch" + i, i % 2 == 0).programs(200));
        }
        for (int i = 0; i < 3; i++) {
            batches.add(new SignatureGenerator(500 + i, "Damaged" + i, false).damagedPrograms(250));
        }
        batches.add(new SignatureGenerator(77, "Large", true).largeFiles(60));
        return batches;
    }

    /**
     * Some of the batches as one, whose signatures stand in a crowd: alike in their first bytes, or like pieces of the
     * files with a byte changed, so that grams are shared and patterns nearly match.
     *
     * @param fillers how many signatures stand around those of the batches
     */
    public static OracleBatch crowd(int fillers) {
        Map<String, String> databases = new HashMap<>();
        Map<String, byte[]> files = new TreeMap<>();
        for (OracleBatch batch : batches().subList(0, 5)) {
            databases.putAll(batch.databases());
            batch.files().forEach((name, bytes) -> files.put(batch.name() + "-" + name, bytes));
        }
        databases.put("crowd.ndb", fillers(List.copyOf(files.values()), fillers));
        return new OracleBatch("Crowd", databases, files);
    }

    private static String fillers(List<byte[]> files, int count) {
        Random random = new Random(9);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            byte[] pattern = new byte[12 + random.nextInt(28)];
            byte[] file = files.get(random.nextInt(files.size()));
            if (random.nextBoolean() && file.length > pattern.length) {
                System.arraycopy(file, random.nextInt(file.length - pattern.length), pattern, 0, pattern.length);
                pattern[random.nextInt(pattern.length)] ^= (byte) (1 + random.nextInt(255));
            } else {
                random.nextBytes(pattern);
                pattern[0] = (byte) random.nextInt(4);
                pattern[1] = 0;
            }
            lines.append("Crowd.").append(i).append(":0:*:");
            lines.append(HexFormat.of().formatHex(pattern)).append('\n');
        }
        return lines.toString();
    }

    /**
     * Compares a search with clamscan over all batches.
     *
     * @param scratch an empty folder
     */
    public static Outcome compareAll(SearchUnderTest search, Path scratch) throws IOException {
        Outcome all = new Outcome(0, 0, List.of(), Set.of());
        for (OracleBatch batch : batches()) {
            all = all.and(compare(batch, search, scratch.resolve(batch.name())));
        }
        return all;
    }

    /**
     * Compares a search with clamscan over one batch.
     *
     * @param scratch an empty folder
     */
    public static Outcome compare(OracleBatch batch, SearchUnderTest search, Path scratch) throws IOException {
        Path databases = batch.writeDatabases(scratch.resolve("databases"));
        dropLinesWithoutPrefilter(databases, scratch);
        Path files = batch.writeFiles(scratch.resolve("files"));
        List<Signature> signatures = new ArrayList<>();
        Map<String, String> lines = new HashMap<>();
        SourceSummary summary = SignatureSources.of(List.of(databases)).read(signatures::add);
        if (!summary.isComplete()) {
            throw new IllegalStateException("a generated database cannot be read: " + summary.diagnostics());
        }
        batch.databases().values().forEach(text -> text.lines().forEach(line -> lines.put(nameIn(line), line)));

        Map<String, Set<String>> expected = ClamscanOracle.scan(databases, files);
        List<String> differences = new ArrayList<>();
        long hits = 0;
        Set<String> foundLines = new TreeSet<>();
        for (Map.Entry<String, byte[]> file : new TreeMap<>(batch.files()).entrySet()) {
            Set<String> theirs = expected.getOrDefault(file.getKey(), Set.of());
            Set<String> ours = search.matches(signatures, file.getValue());
            hits += theirs.size();
            theirs.forEach(name -> foundLines.add(lines.getOrDefault(name, name)));
            for (String name : union(theirs, ours)) {
                if (!theirs.contains(name) || !ours.contains(name)) {
                    differences.add(batch.name() + "/" + file.getKey() + ": "
                            + (ours.contains(name) ? "only we find " : "only clamscan finds ") + lines.get(name));
                }
            }
        }
        return new Outcome(signatures.size(), hits, differences, foundLines);
    }

    private static final class Generated {
        static final List<OracleBatch> BATCHES = all();

        private static List<OracleBatch> all() {
            try {
                return List.copyOf(generate());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void dropLinesWithoutPrefilter(Path databases, Path scratch) throws IOException {
        Path empty = Files.createDirectories(scratch.resolve("empty"));
        List<Path> bodies = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(databases, "*.ndb")) {
            entries.forEach(bodies::add);
        }
        for (Path database : bodies) {
            for (int line = ClamscanOracle.lineWithoutPrefilter(database, empty);
                    line > 0;
                    line = ClamscanOracle.lineWithoutPrefilter(database, empty)) {
                List<String> lines = new ArrayList<>(Files.readAllLines(database, StandardCharsets.ISO_8859_1));
                lines.remove(line - 1);
                Files.writeString(database, String.join("\n", lines) + "\n", StandardCharsets.ISO_8859_1);
            }
        }
    }

    private static String nameIn(String line) {
        for (String field : line.split(":", -1)) {
            if (field.contains(".")) {
                return field;
            }
        }
        return line;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new TreeSet<>(one);
        union.addAll(other);
        return union;
    }

    /**
     * What came of a comparison.
     *
     * @param signatures how many signatures were searched for
     * @param hits how many findings clamscan had
     * @param differences findings that only one side had
     * @param foundLines the lines of the signatures that were found somewhere
     */
    public record Outcome(int signatures, long hits, List<String> differences, Set<String> foundLines) {

        /** Copies the collections. */
        public Outcome {
            differences = List.copyOf(differences);
            foundLines = Set.copyOf(foundLines);
        }

        Outcome and(Outcome other) {
            List<String> allDifferences = new ArrayList<>(differences);
            allDifferences.addAll(other.differences);
            return new Outcome(
                    signatures + other.signatures,
                    hits + other.hits,
                    allDifferences,
                    union(foundLines, other.foundLines));
        }
    }
}
