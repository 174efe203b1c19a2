package dev.gatehouse.benchmarks.database;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Writes databases, a folder each, in ClamAV's formats; some as YARA rules beside. */
final class DatabaseBuilder {

    /** Rules in YARA's language, in a database whose patterns are nothing but bytes. */
    static final String YARA_FILE = "rules.yar";

    /** Fixed for ever, so that figures of different days are of the same databases. */
    private static final long SEED = 20_260_101;

    private static final String BODY_FILE = "bench.ndb";
    private static final Path TEST_PROGRAM = Path.of("/usr/share/clamav-testfiles/clam.exe");

    private final Path folder;

    DatabaseBuilder(Path folder) {
        this.folder = folder;
    }

    /**
     * The EICAR test file by its text and by its digest, and the clamav-testfiles' program where it is installed.
     *
     * @throws IOException if it cannot be written
     */
    Path small() throws IOException {
        Path database = Files.createDirectories(folder.resolve("small"));
        byte[] eicar = eicar();
        String hex = HexFormat.of().formatHex(eicar);
        Files.writeString(database.resolve("small.ndb"), "Eicar-Bench-Body:0:*:" + hex + "\n");
        StringBuilder digests = new StringBuilder(digestLine(eicar, "Eicar-Bench-Digest"));
        if (Files.exists(TEST_PROGRAM)) {
            digests.append(digestLine(Files.readAllBytes(TEST_PROGRAM), "Clamav-Test-File"));
        }
        Files.writeString(database.resolve("small.hdb"), digests);
        return database;
    }

    /** The EICAR test file, put together here so that no scanner takes these classes for it. */
    static byte[] eicar() {
        return ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD" + "-ANTIVIRUS-TEST-FILE!" + "$H+H*")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String digestLine(byte[] bytes, String name) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(bytes);
            return HexFormat.of().formatHex(digest) + ":" + bytes.length + ":" + name + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    /**
     * Body patterns and digests of every kind.
     *
     * @param name what the database is called
     * @param digests how many: a quarter MD5 of wholes, three tenths SHA-256, the rest of sections
     * @throws IOException if it cannot be written
     */
    Path full(String name, Material material, int patterns, int digests) throws IOException {
        Path database = Files.createDirectories(folder.resolve(name));
        BodyGenerator bodies = new BodyGenerator(material, random(1));
        write(database.resolve(BODY_FILE), patterns, bodies::next);
        if (digests > 0) {
            DigestGenerator generator = new DigestGenerator(random(2));
            int md5 = digests / 4;
            int sha256 = (int) (digests * 3L / 10);
            write(database.resolve("bench.hdb"), md5, generator::wholeMd5);
            write(database.resolve("bench.hsb"), sha256, generator::wholeSha256);
            write(database.resolve("bench.mdb"), digests - md5 - sha256, generator::section);
        }
        return database;
    }

    /**
     * Patterns that are nothing but bytes and may be anywhere, for ClamAV's readers and for YARA.
     *
     * @throws IOException if it cannot be written
     */
    Path literals(Material material, int patterns) throws IOException {
        Path database = Files.createDirectories(folder.resolve("literals-" + patterns));
        List<String> hex = new ArrayList<>();
        BodyGenerator bodies = new BodyGenerator(material, random(3));
        for (int i = 0; i < patterns; i++) {
            hex.add(HexFormat.of().formatHex(bodies.nextLiteral()));
        }
        int[] next = {0, 0};
        write(database.resolve(BODY_FILE), patterns, () -> "Literal-%d:0:*:%s".formatted(next[0], hex.get(next[0]++)));
        write(
                database.resolve(YARA_FILE),
                patterns,
                () -> "rule Literal_%d { strings: $a = { %s } condition: $a }".formatted(next[1], hex.get(next[1]++)));
        return database;
    }

    private static void write(Path file, int lines, Supplier<String> line) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int i = 0; i < lines; i++) {
                writer.write(line.get());
                writer.write('\n');
            }
        }
    }

    /** Its algorithm is given by its name, so that the same seed gives the same numbers on every Java. */
    static RandomGenerator random(int stream) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + stream);
    }

    /**
     * Takes the signatures with these names out of the body patterns, and out of the YARA rules beside them.
     *
     * @return how many there were
     */
    static int drop(Path database, Set<String> names) throws IOException {
        Path rules = database.resolve(YARA_FILE);
        if (Files.exists(rules)) {
            List<String> lines = new ArrayList<>(Files.readAllLines(rules));
            lines.removeIf(line -> names.contains(line.split(" ", 3)[1].replace("Literal_", "Literal-")));
            Files.write(rules, lines);
        }
        Path file = database.resolve(BODY_FILE);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        int before = lines.size();
        lines.removeIf(line -> names.contains(line.substring(0, line.indexOf(':'))));
        Files.write(file, lines);
        return before - lines.size();
    }
}
