package dev.gatehouse.engine;

import static dev.gatehouse.engine.ScannerTest.needle;
import static dev.gatehouse.engine.ScannerTest.reasonsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.ReasonCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scanner with the engine's own types and unpackers, on real archives. */
class StandardScannerTest {

    private final Scanner scanner = new Scanner(
            Lineup.of(1, List.of(Seat.of("needles", Role.PRIMARY, new NeedleBackend()))), ScannerOptions.defaults());

    @TempDir
    Path folder;

    @Test
    void findsWhatLiesInAZipWithinAGzip() throws IOException {
        Path file = Files.write(folder.resolve("x.zip.gz"), gzip(zip("docs/evil.txt", needle("Evil"))));

        ScanReport report = scanner.scan(file);

        assertThat(report.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Infected.class,
                        infected -> assertThat(infected.findings().getFirst().path())
                                .endsWith("docs/evil.txt")
                                .hasSize(2));
    }

    @Test
    void aTruncatedGzipIsIncompleteAndWhatCameOutIsJudged() throws IOException {
        byte[] whole = gzip(needle("Evil"));
        Path file = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length - 6));

        ScanReport report = scanner.scan(file);

        assertThat(report.verdict()).isInstanceOf(Verdict.Infected.class);
        assertThat(reasonsOf(report)).contains(ReasonCode.TRUNCATED);
    }

    @Test
    void aBombOfZerosEndsAtItsRatio() throws IOException {
        ByteArrayOutputStream zeros = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zeros)) {
            for (int mebibyte = 0; mebibyte < 80; mebibyte++) {
                gzip.write(new byte[1 << 20]);
            }
        }
        Path file = Files.write(folder.resolve("bomb.gz.gz"), gzip(zeros.toByteArray()));

        assertThat(reasonsOf(scanner.scan(file))).containsExactly(ReasonCode.LIMIT_RATIO);
    }

    @Test
    void oneThatOpensNothingAsksAboutTheFileAloneAndMissesNothingElse() throws IOException {
        Scanner whole = Scanner.ofWholeFiles(
                Lineup.of(1, List.of(Seat.of("needles", Role.PRIMARY, new NeedleBackend()))),
                ScannerOptions.defaults());
        Path packed = Files.write(folder.resolve("x.gz"), gzip(needle("Evil")));
        Path plain = Files.write(folder.resolve("x"), needle("Evil"));

        assertThat(whole.scan(packed).verdict()).isInstanceOf(Verdict.Clean.class);
        assertThat(whole.scan(packed).parts()).isEqualTo(1);
        assertThat(whole.scan(plain).verdict()).isInstanceOf(Verdict.Infected.class);
    }

    @Test
    void opensAsMailWhatTheCallerSaysIsMail() {
        byte[] body = Base64.getMimeEncoder().encode(needle("Evil"));
        byte[] mail = concat("X-Odd: 1\nContent-Transfer-Encoding: base64\n\n".getBytes(UTF_8), body);
        Content content = new MemoryContent(mail, mail.length);

        assertThat(scanner.scan("x", content, Deadline.none()).verdict()).isInstanceOf(Verdict.Clean.class);
        ScanReport report = scanner.scan("x", content, Set.of(ContentType.MAIL), Deadline.none());
        assertThat(report.verdict()).isInstanceOf(Verdict.Infected.class);
        assertThat(report.root().types()).contains(ContentType.MAIL);
        assertThat(scanner.scan("x", content, Deadline.none()).verdict()).isInstanceOf(Verdict.Clean.class);
    }

    @Test
    void opensAMessageOfOneFieldWithinAMail() {
        String inner = "Content-Transfer-Encoding: base64\n\n"
                + Base64.getMimeEncoder().encodeToString(needle("Evil"));
        byte[] mail = ("From: a\nTo: b\nContent-Type: message/rfc822\n\n" + inner).getBytes(UTF_8);

        ScanReport report = scanner.scan("x", new MemoryContent(mail, mail.length), Deadline.none());

        assertThat(report.verdict()).isInstanceOf(Verdict.Infected.class);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }
}
