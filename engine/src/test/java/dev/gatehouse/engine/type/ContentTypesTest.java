package dev.gatehouse.engine.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.FileContent;
import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.engine.unpack.Tools;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types by content; the containers that are opened have theirs checked where they are opened. */
final class ContentTypesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "clam.exe, pe",
        "clam.cab, cab",
        "clam.chm, chm",
        "clam.ole.doc, ole2",
        "clam.ppt, ole2",
        "clam.pdf, pdf",
        "clam.exe.rtf, rtf",
        "clam.exe.szdd, szdd",
        "clam.exe.html, html",
        "clam.mail, mail",
        "clam.exe.mbox.base64, mail",
        "clam.exe.mbox.uu, mail",
        "clam.exe.binhex, encoded-text",
        "clam.tnef, tnef",
        "clam.bin-be.cpio, cpio",
        "clam.bin-le.cpio, cpio",
        "clam_IScab_int.exe, cab",
        "clam.tar.gz, gzip",
    })
    void tellsDebiansTestFiles(String name, String type) throws IOException {
        try (Content content = FileContent.open(Path.of("/usr/share/clamav-testfiles", name))) {
            assertThat(new ContentTypes().detect(content)).contains(new ContentType(type));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\u0089PNG\r\n\u001a\n', image",
        "'GIF89a', image",
        "'FWS\u0005\u0000\u0001\u0000\u0000', swf",
        "'%!\n%PDF-1.4 after a prefix', pdf",
        "'\u00ca\u00fe\u00ba\u00be\u0000\u0000\u00003', java-class",
        "'\u00ca\u00fe\u00ba\u00be\u0000\u0000\u0000\u0002', macho",
        "'\u00cf\u00fa\u00ed\u00fe', macho",
        "'<!DOCTYPE HTML><html>', html",
        "'Received: from a\nSubject: b\n\nc', mail",
        "'From: a\nnot a header', text",
        "'begin 644 x.exe\n#0V%T\n', encoded-text",
        "'text\n=ybegin line=128 size=1 name=x\nk\n', encoded-text",
        "'plain text', text",
        "'viele Gr\u00fc\u00dfe', text",
        "'\u00ff\u00feh\u0000i\u0000', text",
        "'a\u0000b', binary",
        "'\u0001\u0002\u0003', binary",
    })
    void tellsASign(String bytes, String type) throws IOException {
        assertThat(detect(bytes.getBytes(StandardCharsets.ISO_8859_1))).contains(new ContentType(type));
    }

    @Test
    void tellsMailAsGatewaysSendIt() throws IOException {
        String received = "Received: from a.example.org\n" + "\tby b.example.org with ESMTPS\n".repeat(200);
        String[] mails = {
            "From clamav-milter\nX-Odd: 1\nFrom: a\n\nb",
            "From clamav-milter\nSubject: s\n\nb",
            "X-One: 1\nX-Two: 2\n 3\nReturn-Path: <a>\nDate: d\n\nb",
            received + "From: a\nTo: b\n\nc",
            "Return-Path: <a@example.org>\nReceived: from a\n\nb",
            "\n\nReturn-Path: <a@example.org>\nReceived: from a\n\nb",
            ">From someone\nTo: a\n\nb",
            "DKIM-Signature: v=1\r\n a=b\r\nSubject : s\r\nTo: b\r\n\r\nc"
        };
        for (String mail : mails) {
            assertThat(detect(mail.getBytes(StandardCharsets.ISO_8859_1)))
                    .as(mail)
                    .contains(ContentType.MAIL);
        }
    }

    @Test
    void tellsNothingOfNothing() throws IOException {
        assertThat(detect(new byte[0])).containsExactly(ContentType.EMPTY);
    }

    @Test
    void givesAPolyglotAllItsTypes() throws IOException {
        Files.writeString(folder.resolve("a"), "a".repeat(100));
        Tools.shell(folder, "zip -q it.zip a; cat /usr/share/clamav-testfiles/clam.exe it.zip > both");
        assertThat(detect(Files.readAllBytes(folder.resolve("both"))))
                .containsExactlyInAnyOrder(ContentType.PE, ContentType.ZIP);
    }

    @Test
    void findsAZipWithALongCommentBehindALargeFile() throws IOException {
        Files.writeString(folder.resolve("a"), "a".repeat(100));
        Files.writeString(folder.resolve("comment"), "c".repeat(60_000));
        Tools.shell(folder, "zip -q -z it.zip a < comment; head -c 300000 /dev/zero > both; cat it.zip >> both");
        assertThat(detect(Files.readAllBytes(folder.resolve("both")))).containsExactly(ContentType.ZIP);
    }

    @Test
    void doesNotTakeAMentionOfAnArchivesMagicForOne() throws IOException {
        byte[] program = Arrays.copyOf(Files.readAllBytes(Path.of("/bin/true")), 60_000);
        byte[] magics = "PK\5\6 7z\u00bc\u00af'\u001c Rar!\u001a\u0007\u0000 MSCF\0\0\0\0 `\u00ea PK\3\4"
                .getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(magics, 0, program, 40_000, magics.length);
        assertThat(detect(program)).containsExactly(ContentType.ELF);
    }

    @Test
    void findsTheArchiveBehindAProgram() throws IOException {
        Files.writeString(folder.resolve("a"), "a".repeat(100));
        Tools.shell(folder, "7z a -bd it.7z a; arj a it.arj a; cat /bin/true it.7z > sz; cat /bin/true it.arj > arj");
        byte[] sevenZ = Files.readAllBytes(folder.resolve("sz"));
        assertThat(detect(sevenZ)).containsExactlyInAnyOrder(ContentType.ELF, ContentType.SEVEN_Z);
        assertThat(ArchiveStart.sevenZ(new MemoryContent(sevenZ, sevenZ.length)))
                .hasValue(Files.size(Path.of("/bin/true")));
        assertThat(detect(Files.readAllBytes(folder.resolve("arj"))))
                .containsExactlyInAnyOrder(ContentType.ELF, ContentType.ARJ);
    }

    @Test
    void recognisesRar() throws IOException {
        byte[] four = bytes("526172211a0700 cf90 73 0000 0d00 0000 00000000 0000000000");
        assertThat(detect(four)).containsExactly(ContentType.RAR);
        four[8] ^= 1;
        assertThat(detect(four)).doesNotContain(ContentType.RAR);
    }

    @Test
    void recognisesAnIsoImage() throws IOException {
        byte[] image = new byte[0x9000];
        System.arraycopy("CD001".getBytes(StandardCharsets.US_ASCII), 0, image, 0x8001, 5);
        assertThat(detect(image)).containsExactly(ContentType.ISO9660);
    }

    @Test
    void seesNothingInRandomBytes() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[300 + random.nextInt(1000)];
            random.nextBytes(bytes);
            assertThat(detect(bytes)).containsExactly(ContentType.BINARY);
        }
    }

    private static byte[] bytes(String hex) {
        return java.util.HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static Set<ContentType> detect(byte[] bytes) throws IOException {
        return new ContentTypes().detect(new MemoryContent(bytes, bytes.length));
    }
}
