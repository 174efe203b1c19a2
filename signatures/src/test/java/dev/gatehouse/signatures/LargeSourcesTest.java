package dev.gatehouse.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.signatures.model.Signature;
import java.io.BufferedWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeSourcesTest {

    private static final int MANY = 1_000_000;
    private static final String HEAP = "-Xmx40m";

    @TempDir
    private Path folder;

    /** A process of its own, for only its heap can be bounded. */
    static final class Build {

        private Build() {}

        public static void main(String[] arguments) throws Exception {
            SignatureDatabase.Compiler compiler = SignatureDatabase.compiler();
            SignatureSources.of(List.of(Path.of(arguments[0]))).read(compiler);
            compiler.compile().write(Path.of(arguments[1]));
        }
    }

    @Test
    void buildsAMillionDigestsInASmallHeapAndTheSameEachTime() throws Exception {
        Path source = folder.resolve("many.hdb");
        Random random = new Random(3);
        try (BufferedWriter writer = Files.newBufferedWriter(source)) {
            for (int i = 0; i < MANY; i++) {
                writer.write(String.format("%016x%016x:", random.nextLong(), random.nextLong()));
                writer.write(1 + random.nextInt(1_000_000) + ":Some.Digest-" + i + "\n");
            }
        }
        Path first = folder.resolve("first.ghdb");
        Path second = folder.resolve("second.ghdb");

        build(source, first, "-XX:ActiveProcessorCount=4");
        build(source, second, "-XX:ActiveProcessorCount=1");

        assertThat(SignatureDatabase.open(first).size()).isEqualTo(MANY);
        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    }

    private static void build(Path source, Path output, String processors) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        processors,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Build.class.getName(),
                        source.toString(),
                        output.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    @Test
    void keepsTheOrderAndTheLinesOfBlocksThatWereParsedTogether() throws Exception {
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        List<Integer> badLines = new ArrayList<>();
        for (int line = 1; line <= 40_000; line++) {
            if (line == 20_000) {
                text.append("a".repeat(1_000_000));
                badLines.add(line);
            } else if (line % 1000 == 0) {
                text.append("broken");
                badLines.add(line);
            } else {
                text.append("Name-").append(line).append(":0:*:68656c6c6f").append(line % 7 == 0 ? "\r" : "");
                expected.add("Name-" + line + " many.ndb:" + line);
            }
            text.append(line == 40_000 ? "" : "\n");
        }
        List<String> read = new ArrayList<>();

        SourceSummary summary = SignatureSources.text("many.ndb", text.toString())
                .read(signature -> read.add(signature.name() + " " + origin(signature)));

        assertThat(read).isEqualTo(expected);
        assertThat(summary.diagnostics()).extracting(Diagnostic::line).isEqualTo(badLines);
        assertThat(summary.diagnostics().get(19).code()).isEqualTo(DiagnosticCode.GH1009);
    }

    private static String origin(Signature signature) {
        return signature.origin().toString();
    }
}
