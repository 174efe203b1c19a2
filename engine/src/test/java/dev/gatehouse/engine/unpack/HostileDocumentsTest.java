package dev.gatehouse.engine.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.engine.type.ContentTypes;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.ReasonCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.poi.hmef.CompressedRTF;
import org.apache.poi.hmef.HMEFMessage;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.poifs.macros.VBAMacroReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What documents do to hide something, and what our hand-made samples are worth before other readers. */
final class HostileDocumentsTest {

    private static final String HEAD = "%PDF-1.4\n";
    private static final String TAIL = "trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n";

    @TempDir
    private Path folder;

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void theSamplesAreReadByOtherReadersToo() throws IOException {
        byte[] tnef = TnefSamples.attachment("virus.com", Eicar.bytes());
        HMEFMessage message = new HMEFMessage(new ByteArrayInputStream(tnef));
        assertThat(message.getAttachments().getFirst().getLongFilename()).isEqualTo("virus.com");
        Files.write(folder.resolve("winmail.dat"), tnef);
        Tools.shell(folder, "tnef -C . winmail.dat");
        assertThat(folder.resolve("virus.com")).hasBinaryContent(Eicar.bytes());

        byte[] rtf = Samples.text(6000);
        byte[] decoded = new CompressedRTF().decompress(new ByteArrayInputStream(TnefSamples.compressedRtf(rtf)));
        assertThat(Arrays.copyOf(decoded, rtf.length)).isEqualTo(rtf);

        String source = "' a comment\r\n".repeat(900); // several chunks
        try (POIFSFileSystem file = new POIFSFileSystem(new ByteArrayInputStream(OfficeSamples.macros(source)));
                VBAMacroReader reader = new VBAMacroReader(file)) {
            Map<String, String> macros = reader.readMacros();
            assertThat(macros.get("Module1")).contains(source);
        }
        assertThat(Opened.of(OfficeSamples.macros(source)).text("Macros/VBA/Module1.vba"))
                .contains(source);
    }

    @Test
    void namesWhatComesOut() throws IOException {
        Opened mail = Opened.of(OfficeSamples.mail(
                "Rechnung ä.exe", Eicar.bytes(), TnefSamples.compressedRtf(latin("{\\rtf1}")), "Grüße"));
        assertThat(mail.parts).containsKey("__attach_version1.0_#00000000/Rechnung ä.exe");
        assertThat(mail.text("body.rtf")).isEqualTo("{\\rtf1}");
        assertThat(mail.text("__attach_version1.0_#00000001/__substg1.0_3701000D/body.txt"))
                .isEqualTo("Grüße");
        assertThat(Opened.of(TnefSamples.attachment("long name.txt", Samples.text(100))).parts)
                .containsKey("long name.txt");
        assertThat(Opened.of(PdfSamples.document(
                                PdfSamples.Objects.PACKED,
                                document -> PdfSamples.attach(document, "bill.zip", Samples.random(99))))
                        .parts)
                .containsKey("bill.zip");
        assertThat(MsiNames.unpacked("\u4840\u3b3f\u43f2\u4438\u45b1")).isEqualTo("!_Columns");
    }

    @Test
    void findsAStreamThatNoTreeLeadsTo() throws IOException {
        byte[] file = OfficeSamples.compound(root -> OfficeSamples.stream(root, "hidden", Eicar.bytes()));
        int root = indexOf(file, "Root Entry".getBytes(StandardCharsets.UTF_16LE));
        Arrays.fill(file, root + 76, root + 80, (byte) 0xff);
        assertThat(Opened.of(file).text("orphan/hidden")).isEqualTo(Eicar.text());
    }

    @Test
    void endsWhereAChainGoesInCircles() throws IOException {
        byte[] file = OfficeSamples.compound(root -> OfficeSamples.stream(root, "a", Samples.random(20_000)));
        int table = ((file[76] & 0xff) | ((file[77] & 0xff) << 8)) * 512 + 512;
        for (int i = 0; i < 128; i++) {
            System.arraycopy(new byte[4], 0, file, table + 4 * i, 4);
        }
        assertThat(Opened.of(file).codes).containsAnyOf(ReasonCode.MALFORMED, ReasonCode.TRUNCATED);
    }

    @Test
    void findsObjectsThatNoTableKnows() throws IOException {
        String script = "app.alert('" + "x".repeat(20) + "')";
        String hidden = "7 0 obj << /S /JavaScript /J#53 (" + script + ") >> endobj\n";
        assertThat(Opened.of(latin(HEAD + hidden + TAIL)).text("object-7.js")).isEqualTo(script);
        String nested = "1 0 obj ( " + hidden + " ) endobj\n";
        assertThat(Opened.of(latin(HEAD + nested + TAIL)).text("object-7.js")).isEqualTo(script);
        String unbalanced = "garbage ( [ << \n" + hidden;
        assertThat(Opened.of(latin(HEAD + unbalanced + TAIL)).text("object-7.js"))
                .isEqualTo(script);
    }

    @Test
    void findsAStreamWhoseLengthLies() throws IOException {
        for (String length : new String[] {"3", "99999", "-1", "8 0 R", "9 0 R", "null"}) {
            String pdf = HEAD + "8 0 obj 68 endobj 7 0 obj << /Length " + length + " >>\nstream\n" + Eicar.text()
                    + "\nendstream endobj\n" + TAIL;
            assertThat(Opened.of(latin(pdf)).yields(Eicar.bytes())).as(length).isTrue();
        }
    }

    @Test
    void resolvesFiltersThatAreObjects() throws IOException {
        String pdf = HEAD + "7 0 obj << /Filter 8 0 R /Length 999 >>\nstream\n"
                + java.util.HexFormat.of().formatHex(Eicar.bytes()) + ">\nendstream endobj\n"
                + "8 0 obj [ /ASCII#48exDecode ] endobj\n" + TAIL;
        assertThat(Opened.of(latin(pdf)).yields(Eicar.bytes())).isTrue();
    }

    @Test
    void saysWhatIsMissingOfAPdf() throws IOException {
        assertThat(Opened.of(latin("%PDF-1.7\nnothing")).codes).containsExactly(ReasonCode.MALFORMED);
        assertThat(Opened.of(latin(HEAD + "1 0 obj << /Length 9 >>\nstream\nabc")).codes)
                .containsOnly(ReasonCode.TRUNCATED);
        assertThat(Opened.of(latin(HEAD + "1 0 obj << /Filter /Odd >>\nstream\nabc\nendstream " + TAIL)).codes)
                .containsExactly(ReasonCode.UNSUPPORTED);
        assertThat(Opened.of(latin("A PDF begins with %PDF-1.7 and goes on.")).codes)
                .isEmpty();
    }

    @Test
    void givesPicturesAsTheyAreAndWhatTrails() throws IOException {
        byte[] picture = Samples.concat(latin("\u00ff\u00d8\u00ff\u00e0"), Samples.random(500));
        byte[] pdf = Samples.concat(
                latin(HEAD + "7 0 obj << /Filter [/DCTDecode] /Length 504 >>\nstream\n"),
                picture,
                latin("\nendstream endobj\n" + TAIL),
                latin("MZ trailing"));
        Opened opened = Opened.of(pdf);
        assertThat(opened.codes).isEmpty();
        assertThat(opened.parts.get("object-7")).isEqualTo(picture);
        assertThat(opened.text("trailing")).isEqualTo("MZ trailing");
    }

    @Test
    void saysWhichCabinetsAreNotOpened() throws IOException {
        Files.write(folder.resolve("a"), Samples.text(5000));
        Tools.shell(folder, "gcab -c it.cab a");
        byte[] cabinet = Files.readAllBytes(folder.resolve("it.cab"));
        byte[] lzx = cabinet.clone();
        lzx[42] = 3;
        assertThat(Opened.of(lzx).codes).containsExactly(ReasonCode.UNSUPPORTED);
        byte[] continued = cabinet.clone();
        int file = cabinet[16] & 0xff;
        continued[file + 8] = (byte) 0xfd;
        continued[file + 9] = (byte) 0xff;
        assertThat(Opened.of(continued).codes).containsExactly(ReasonCode.MULTI_VOLUME);
    }

    @Test
    void pagesTextsAndPicturesAreClean() throws IOException {
        for (byte[] plain : new byte[][] {
            latin("<html><body><script>alert(1)</script></body></html>"),
            latin("A text."),
            latin("\u0089PNG\r\n\u001a\n and so on"),
            latin("{\\rtf1 plain}")
        }) {
            assertThat(new ContentTypes().detect(new MemoryContent(plain, plain.length)))
                    .doesNotContain(ContentType.BINARY);
            assertThat(Opened.of(plain).codes).isEmpty();
        }
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
    }
}
