package dev.gatehouse.signatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.signatures.model.DigestSignature;
import dev.gatehouse.signatures.model.DigestSignature.Purpose;
import dev.gatehouse.signatures.model.Origin;
import dev.gatehouse.signatures.model.SectionDigestSignature;
import dev.gatehouse.signatures.model.Signature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureSourcesTest {

    private static final String MD5 = "f6d1cd85a8fea69da8a225baa95846d8";

    @TempDir
    Path folder;

    private final List<Signature> signatures = new ArrayList<>();

    private SourceSummary read(SignatureSources sources) throws Exception {
        signatures.clear();
        return sources.read(signatures::add);
    }

    private List<String> names() {
        return signatures.stream().map(Signature::name).toList();
    }

    @Test
    void readsDigestsOfFilesSectionsAndTrustedFiles() throws Exception {
        SourceSummary summary = read(SignatureSources.text("a.hdb", MD5 + ":12:One\n" + MD5 + ":*:Two:73\n")
                .and(SignatureSources.text("b.msb", "7:" + MD5 + ":Three\n"))
                .and(SignatureSources.text("c.sfp", MD5 + ":8:Four")));

        assertThat(names()).containsExactly("One", "Two", "Three", "Four");
        DigestSignature one = (DigestSignature) signatures.getFirst();
        assertThat(one.digest()).hasToString(MD5);
        assertThat(one.size()).isEqualTo(OptionalLong.of(12));
        assertThat(one.purpose()).isEqualTo(Purpose.DETECT);
        assertThat(one.origin()).isEqualTo(new Origin("a.hdb", 1));
        assertThat(((DigestSignature) signatures.get(1)).size()).isEmpty();
        assertThat(((SectionDigestSignature) signatures.get(2)).size()).isEqualTo(OptionalLong.of(7));
        assertThat(((DigestSignature) signatures.get(3)).purpose()).isEqualTo(Purpose.TRUST);
        assertThat(summary.signatures())
                .isEqualTo(Map.of(
                        SignatureKind.DIGEST, 2L, SignatureKind.SECTION_DIGEST, 1L, SignatureKind.TRUSTED_DIGEST, 1L));
        assertThat(summary.signatureCount()).isEqualTo(4);
        assertThat(summary.isComplete()).isTrue();
    }

    @Test
    void takesLinesWithCarriageReturnsAndALastLineWithoutAnEnd() throws Exception {
        read(SignatureSources.text("a.hdb", "# comment\r\n" + MD5 + ":1:One\r\n" + MD5 + ":2:Two"));

        assertThat(names()).containsExactly("One", "Two");
    }

    @Test
    void goesOnAfterALineThatItCannotRead() throws Exception {
        SourceSummary summary = read(SignatureSources.text("a.hdb", "bad\n" + MD5 + ":1:Good\n"));

        assertThat(names()).containsExactly("Good");
        assertThat(summary.errors()).isEqualTo(1);
        assertThat(summary.isComplete()).isFalse();
    }

    @Test
    void readsAFoldersDatabasesByNameAndPassesOverTheRest() throws Exception {
        Files.writeString(folder.resolve("b.hdb"), MD5 + ":1:B\n");
        Files.writeString(folder.resolve("A.HDB"), MD5 + ":1:A\n");
        Files.writeString(folder.resolve("notes.txt"), "nothing\n");
        Files.createDirectory(folder.resolve("deep.hdb"));

        SourceSummary summary = read(SignatureSources.of(List.of(folder)));

        assertThat(names()).containsExactly("A", "B");
        assertThat(summary.diagnostics()).isEmpty();
        assertThat(signatures.getFirst().origin().file())
                .isEqualTo(folder.resolve("A.HDB").toString());
    }

    @Test
    void saysWhichPathIsMissing() {
        Path missing = folder.resolve("missing.hdb");

        assertThatThrownBy(() -> SignatureSources.of(List.of(missing)))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void readsUnwantedApplicationsOnlyWhenAsked() throws Exception {
        SignatureSources sources = SignatureSources.text("a.hdu", MD5 + ":1:PUA.Tool.A\n");

        assertThat(read(sources).signatureCount()).isZero();
        assertThat(read(sources.withUnwantedApplications()).signatureCount()).isEqualTo(1);
    }

    @Test
    void leavesOutIgnoredSignaturesWhateverTheOrderOfSources() throws Exception {
        SignatureSources digests = SignatureSources.text(
                "a.hdb",
                MD5 + ":1:Some.One\n" + MD5 + ":2:Some.Two\n" + MD5 + ":3:Some.Three-1.{x}\n" + MD5 + ":4:Other\n");
        SignatureSources bodies = SignatureSources.text("b.ndb", "Some.Body:0:*:aabbcc\nSome.One:0:*:zz\n");
        SignatureSources ignored =
                SignatureSources.text("c.ign", "Some.One\nmain.ndb:12:Some.Body\nSome.Three-1\n# Other\n");

        SourceSummary summary = read(digests.and(bodies).and(ignored));

        assertThat(names()).containsExactly("Some.Two", "Other");
        assertThat(summary.sources().stream()
                        .mapToLong(SourceSummary.SourceTally::ignored)
                        .sum())
                .isEqualTo(4);
        assertThat(summary.isComplete()).isTrue();
    }

    @Test
    void anIgnoredLineIsOnlyThatLineWhenItsDigestIsGiven() throws Exception {
        String line = "Some.Name:0:*:aabbcc";
        String md5 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("MD5").digest(line.getBytes(StandardCharsets.US_ASCII)));
        SignatureSources bodies = SignatureSources.text("a.ndb", line + "\nSome.Name:0:*:ddeeff\n");

        SourceSummary summary = read(bodies.and(SignatureSources.text("a.ign2", "Some.Name:" + md5 + "\n")));

        assertThat(summary.signatureCount()).isEqualTo(1);
        assertThat(signatures.getFirst().origin().line()).isEqualTo(2);
    }

    @Test
    void readsContainersAndSaysOnceOfEachKindWhatItLeavesOut() throws Exception {
        List<Containers.Member> members = List.of(
                new Containers.Member("COPYING", "text\n"),
                new Containers.Member("daily.hdb", MD5 + ":1:One\n" + MD5 + ":2:Ignored.One\n"),
                new Containers.Member("daily.ldb", "x\n"),
                new Containers.Member("other.ldb", "x\n"),
                new Containers.Member("daily.ndb", "Two:0:*:aabbcc\nThree:0:*:zz\n"),
                new Containers.Member("daily.ign2", "Ignored.One\n"),
                new Containers.Member("daily.info", "x\n"));
        for (SignatureSources sources : List.of(
                SignatureSources.bytes("daily.cvd", Containers.cvd(members)),
                SignatureSources.bytes("daily.cld", Containers.cld(members)))) {
            SourceSummary summary = read(sources);

            assertThat(names()).containsExactly("One", "Two");
            assertThat(signatures.getLast().origin().file()).endsWith("!daily.ndb");
            assertThat(summary.errors()).isEqualTo(1);
            assertThat(summary.diagnostics())
                    .extracting(Diagnostic::code)
                    .containsExactlyInAnyOrder(
                            DiagnosticCode.GH2002, DiagnosticCode.GH2002, DiagnosticCode.GH1012, DiagnosticCode.GH2007);
        }
    }

    @Property(tries = 400)
    void reportsWhateverIsWrongWithAContainer(@ForAll Random random, @ForAll boolean compressed) throws Exception {
        List<Containers.Member> members = List.of(
                new Containers.Member("a.ign2", "Some.Name\n"),
                new Containers.Member("a.hdb", (MD5 + ":1:One\n").repeat(40)),
                new Containers.Member("a.ndb", "Two:0:*:aabbcc*(dd|ee)ff00\n".repeat(40)));
        byte[] bytes = compressed ? Containers.cvd(members) : Containers.cld(members);
        for (int i = random.nextInt(6); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        byte[] cut = random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;

        SourceSummary summary = SignatureSources.bytes("a." + (random.nextBoolean() ? "cvd" : "cld"), cut)
                .read(signature -> {});

        assertThat(summary.signatureCount() > 0 || !summary.diagnostics().isEmpty())
                .as("whether something was read or something was said")
                .isTrue();
    }

    @Test
    void streamsSoThatNothingIsHeld() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 200_000; i++) {
            lines.append(MD5)
                    .append(':')
                    .append(i)
                    .append(":Win.Trojan.Agent-")
                    .append(i)
                    .append('\n');
        }
        long[] count = new long[1];
        SourceSummary summary =
                SignatureSources.text("big.hdb", lines.toString()).read(signature -> count[0]++);

        assertThat(count[0]).isEqualTo(200_000);
        assertThat(summary.signatureCount()).isEqualTo(200_000);
    }
}
