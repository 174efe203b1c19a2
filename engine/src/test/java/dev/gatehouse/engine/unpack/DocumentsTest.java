package dev.gatehouse.engine.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.unpack.DocumentSamples.Sample;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Documents made by other programs, with the test virus in every place that they have. */
final class DocumentsTest {

    @TempDir
    private static Path folder;

    private static final Map<String, byte[]> SAMPLES = new TreeMap<>();

    @BeforeAll
    static void make() throws IOException {
        for (Sample sample : DocumentSamples.all(Eicar.bytes(), folder)) {
            assertThat(SAMPLES.put(sample.name(), sample.bytes()))
                    .as(sample.name())
                    .isNull();
        }
    }

    @TestFactory
    Stream<DynamicTest> comesOutOfEveryPlaceAndNothingIsMissed() {
        return SAMPLES.entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> {
                    Opened opened = Opened.of(sample.getValue());
                    assertThat(opened.holds(Eicar.bytes()))
                            .as(opened.toString())
                            .isTrue();
                    assertThat(opened.reasons).isEmpty();
                }));
    }

    @Test
    void findsWhateverClamscanFinds() throws IOException {
        Path files = Files.createTempDirectory(folder, "files");
        for (Map.Entry<String, byte[]> sample : SAMPLES.entrySet()) {
            Files.write(files.resolve(sample.getKey()), sample.getValue());
        }
        Path database = folder.resolve("test.ndb");
        Files.writeString(database, "Test.File:0:*:" + HexFormat.of().formatHex(Eicar.bytes()) + "\n");
        String output = new String(
                Tools.shell(folder, "clamscan --no-summary -d test.ndb files*; test $? -le 1"), StandardCharsets.UTF_8);
        Set<String> found = new TreeSet<>();
        output.lines()
                .filter(line -> line.endsWith(" FOUND"))
                .forEach(line -> found.add(line.substring(line.lastIndexOf('/') + 1, line.indexOf(": "))));
        assertThat(found).as(output).hasSizeGreaterThan(SAMPLES.size() / 3);
        for (String name : found) {
            assertThat(Opened.of(SAMPLES.getOrDefault(name, new byte[0])).holds(Eicar.bytes()))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void nothingOfACutDocumentIsCalledWhole() throws IOException {
        for (Map.Entry<String, byte[]> sample : SAMPLES.entrySet()) {
            if (sample.getKey().startsWith("rtf") || sample.getKey().equals("cab-behind-a-program")) {
                continue; // a rich text may end anywhere; of the other the whole cabinet is cut off
            }
            byte[] bytes = sample.getValue();
            byte[] cut = Arrays.copyOf(bytes, bytes.length * 2 / 3);
            Opened opened = Opened.of(cut);
            assertThat(opened.codes)
                    .as("%s %s", sample.getKey(), opened)
                    .containsAnyOf(ReasonCode.TRUNCATED, ReasonCode.MALFORMED);
        }
    }
}
