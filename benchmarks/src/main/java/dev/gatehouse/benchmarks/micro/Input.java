package dev.gatehouse.benchmarks.micro;

import dev.gatehouse.benchmarks.WorkFolder;
import dev.gatehouse.benchmarks.adversarial.Attack;
import dev.gatehouse.benchmarks.adversarial.AttackInput;
import dev.gatehouse.benchmarks.corpus.Manifest;
import dev.gatehouse.benchmarks.database.PatternLines;
import dev.gatehouse.signatures.model.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;

/** What is searched: always the same number of bytes, so that a score is bytes a second. */
public enum Input {
    /** Linux programs of the corpus. */
    ELF(Target.ELF),
    /** Windows programs. */
    PE(Target.PE),
    /** Sources. */
    TEXT(Target.TEXT),
    /** Jars as they are, compressed. */
    JARS(Target.ANY),
    /** Random bytes. */
    RANDOM(Target.ANY),
    /** Pieces of the database's own patterns. */
    ADVERSARIAL(Target.ANY);

    /** How many mebibytes each has. */
    static final int MEBIBYTES = 4;

    /** How many bytes each has. */
    static final int BYTES = MEBIBYTES << 20;

    private final Target target;

    Input(Target target) {
        this.target = target;
    }

    /** What the bytes count as. */
    Set<Target> targets() {
        return target == Target.ANY ? Set.of() : Set.of(target);
    }

    /** The bytes; the adversarial ones are against the first so many patterns. */
    byte[] bytes(int patterns) throws IOException {
        return switch (this) {
            case ELF, PE, TEXT, JARS -> corpus();
            case RANDOM -> random();
            case ADVERSARIAL -> new AttackInput(PatternLines.first(patterns)).bytes(Attack.ANCHORS, BYTES);
        };
    }

    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        RandomGeneratorFactory.of("L64X128MixRandom").create(7).nextBytes(bytes);
        return bytes;
    }

    /** The beginning of the class's files, one after the other. Without a corpus: this machine's own programs. */
    private byte[] corpus() throws IOException {
        Path corpus = new WorkFolder().corpus();
        byte[] bytes = new byte[BYTES];
        int filled = 0;
        List<Path> files = Files.exists(Manifest.of(corpus))
                ? Manifest.read(Manifest.of(corpus)).entries().stream()
                        .filter(entry -> entry.name().startsWith(kind()))
                        .map(entry -> corpus.resolve(entry.name()))
                        .toList()
                : List.of(Path.of(System.getProperty("java.home"), "lib", "modules"));
        for (Path file : files) {
            if (filled == BYTES) {
                break;
            }
            byte[] next = head(file, Math.min(BYTES / 4, BYTES - filled));
            System.arraycopy(next, 0, bytes, filled, next.length);
            filled += next.length;
        }
        return filled == BYTES ? bytes : repeated(bytes, filled);
    }

    private String kind() {
        return name().toLowerCase(java.util.Locale.ROOT) + "/";
    }

    private static byte[] head(Path file, int length) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return stream.readNBytes(length);
        }
    }

    private static byte[] repeated(byte[] bytes, int filled) {
        byte[] whole = Arrays.copyOf(bytes, bytes.length);
        for (int i = filled; i < whole.length; i++) {
            whole[i] = whole[i - filled];
        }
        return whole;
    }
}
