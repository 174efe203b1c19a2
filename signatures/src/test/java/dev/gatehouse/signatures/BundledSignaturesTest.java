package dev.gatehouse.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.signatures.model.BodySignature;
import dev.gatehouse.signatures.model.Offset;
import dev.gatehouse.signatures.model.Signature;
import dev.gatehouse.signatures.oracle.NaiveSearch;
import dev.gatehouse.signatures.oracle.OracleBatch;
import dev.gatehouse.signatures.oracle.OracleSuite;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledSignaturesTest {

    @TempDir
    Path scratch;

    @Test
    void readsEveryBundledSignature() throws Exception {
        List<Signature> signatures = new ArrayList<>();
        SourceSummary summary = SignatureSources.bundled().read(signatures::add);

        assertThat(summary.isComplete()).isTrue();
        assertThat(summary.diagnostics()).isEmpty();
        assertThat(signatures)
                .extracting(Signature::name)
                .containsExactly(
                        "Eicar-Test-Signature",
                        "Gatehouse.Test.Pattern-1",
                        "Gatehouse.Test.Pattern-2",
                        "Gatehouse.Test.Pattern-3");
    }

    @Test
    void looksForEicarAtTheVeryStartOnly() throws Exception {
        List<Signature> signatures = new ArrayList<>();
        SignatureSources.bundled().read(signatures::add);

        assertThat(((BodySignature) signatures.getFirst()).offset()).isEqualTo(new Offset.FromStart(0, 0));
    }

    @Test
    void findsTheEicarTestFileAndOursWhereClamscanDoesAndNotThemselves() throws Exception {
        String eicar = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";
        String pattern = "GATEHOUSE-HARMLESS-" + "TEST-PATTERN-";
        byte[] bundled;
        try (InputStream stream = SignatureSources.class.getResourceAsStream("gatehouse-bundled.ndb")) {
            assertThat(stream).isNotNull();
            bundled = stream.readAllBytes();
        }
        Map<String, byte[]> files = Map.of(
                "eicar", bytes(eicar),
                "eicar-with-white-space", bytes(eicar + "\r\n \t"),
                "eicar-not-at-the-start", bytes(" " + eicar),
                "first", bytes("\0\1" + pattern + "1" + "\0\2"),
                "second", bytes("\0\1" + pattern + "2" + "\0".repeat(100) + "END-A"),
                "second-too-far", bytes("\0\1" + pattern + "2" + "\0".repeat(101) + "END-A"),
                "third", bytes("\0\1" + pattern + "3"),
                "third-not-at-the-end", bytes("\0\1" + pattern + "3\0"),
                "bundled", bundled);
        OracleBatch batch = new OracleBatch(
                "Bundled", Map.of("bundled.ndb", new String(bundled, StandardCharsets.US_ASCII)), files);
        List<Signature> signatures = new ArrayList<>();
        SignatureSources.bundled().read(signatures::add);
        NaiveSearch search = new NaiveSearch();

        assertThat(eicar).hasSize(68);
        assertThat(OracleSuite.compare(batch, search, scratch).differences()).isEmpty();
        assertThat(search.matches(signatures, bytes(eicar))).containsExactly("Eicar-Test-Signature");
        assertThat(search.matches(signatures, bytes(eicar + "\r\n"))).containsExactly("Eicar-Test-Signature");
        assertThat(search.matches(signatures, bytes(" " + eicar))).isEmpty();
        assertThat(search.matches(signatures, bundled)).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
