package dev.gatehouse.engine.unpack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.engine.type.ContentTypes;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.ReasonCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files encoded within text, as they stand alone and within mails. */
class MailBlocksTest {

    private static final Path FOLDER = Path.of("/usr/share/clamav-testfiles");
    private static final String TOP = "From: a@example.org\nTo: b@example.org\n";

    @ParameterizedTest
    @ValueSource(strings = {"clam.mail", "clam.exe.mbox.base64", "clam.exe.mbox.uu", "clam.exe.binhex"})
    void findsTheTestProgramIn(String name) throws IOException {
        byte[] file = Files.readAllBytes(FOLDER.resolve(name));
        byte[] program = Files.readAllBytes(FOLDER.resolve("clam.exe"));
        boolean mail = new ContentTypes().detect(new MemoryContent(file, file.length)).contains(ContentType.MAIL);

        assertThat(mail).isEqualTo(!name.endsWith("binhex"));
        assertThat(mail ? Mails.leaves(file) : RecordingSink.unpack(ContentType.ENCODED_TEXT, file).parts.stream()
                                .map(RecordingSink.Part::bytes)
                                .toList())
                .anyMatch(leaf -> Arrays.equals(leaf, program));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n%s",
                "\nSee this:\n\n%s\nRegards\n",
                "Content-Type: text/plain\nContent-Transfer-Encoding: 8bit\n\n%s",
                "Content-Transfer-Encoding: x-uuencode\n\n%s",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n%s\n--b--\n",
                "Content-Type: multipart/mixed; boundary=b\n\n%s\n--b\n\ntext\n--b--\n",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n--b--\n%s"
            })
    void findsABlockAnywhereInAMail(String frame) {
        byte[] data = Samples.random(3000);

        for (byte[] block : new byte[][] {uuencoded(data), yenc(data, "name=x.bin", true)}) {
            byte[] mail = (TOP + frame.formatted(new String(block, ISO_8859_1))).getBytes(ISO_8859_1);
            assertThat(Mails.leaves(mail)).anyMatch(leaf -> Arrays.equals(leaf, data));
        }
    }

    @Test
    void findsABlockInQuotedPrintableText() {
        byte[] data = Samples.random(900);
        String text = "x".repeat(70) + "\n";
        String block = new String(uuencoded(data), ISO_8859_1).replace("=", "=3D");
        String mail = TOP + "Content-Transfer-Encoding: quoted-printable\n\n" + text.repeat(200) + block;

        assertThat(Mails.leaves(mail.getBytes(ISO_8859_1))).anyMatch(leaf -> Arrays.equals(leaf, data));
    }

    @Test
    void readsUuencodedLinesWithoutTheirFirst() {
        byte[] data = Samples.random(900);
        String lines = new String(uuencoded(data), ISO_8859_1);
        String mail = TOP + "Content-Transfer-Encoding: uuencode\n\n" + lines.substring(lines.indexOf('\n') + 1);

        assertThat(Mails.leaves(mail.getBytes(ISO_8859_1))).anyMatch(leaf -> Arrays.equals(leaf, data));
    }

    @Test
    void aYencBlockThatIsOneOfSeveralIsAReasonAndItsBytesAreGiven() {
        byte[] data = Samples.random(500);
        RecordingSink one = RecordingSink.unpack(
                ContentType.ENCODED_TEXT, yenc(data, "part=2 total=2 name=x.bin\n=ypart begin=501 end=1000", false));
        RecordingSink all = RecordingSink.unpack(
                ContentType.ENCODED_TEXT,
                yenc(data, "part=1 total=1 name=x.bin\n=ypart begin=1 end=500", false));

        assertThat(one.codes()).containsExactly(ReasonCode.MULTI_VOLUME);
        assertThat(one.only()).isEqualTo(data);
        assertThat(all.codes()).isEmpty();
        assertThat(all.only()).isEqualTo(data);
    }

    @Test
    void aWrongChecksumIsAReasonAndTheBytesAreGiven() throws IOException {
        byte[] data = Samples.random(500);
        RecordingSink sink = RecordingSink.unpack(ContentType.ENCODED_TEXT, wrongCrc(data));
        assertThat(sink.codes()).containsExactly(ReasonCode.CHECKSUM_MISMATCH);
        assertThat(sink.only()).isEqualTo(data);

        byte[] binhex = Files.readAllBytes(FOLDER.resolve("clam.exe.binhex"));
        byte[] program = Files.readAllBytes(FOLDER.resolve("clam.exe"));
        int at = binhex.length / 2;
        while (binhex[at] < 'A') {
            at++;
        }
        binhex[at] = (byte) (binhex[at] == 'A' ? 'B' : 'A');
        RecordingSink damaged = RecordingSink.unpack(ContentType.ENCODED_TEXT, binhex);
        assertThat(damaged.codes()).contains(ReasonCode.CHECKSUM_MISMATCH);
        assertThat(damaged.parts.getFirst().bytes()).hasSameSizeAs(program);
    }

    @Test
    void aBinHexBlockThatEndsTooEarlyIsTruncated() throws IOException {
        byte[] binhex = Files.readAllBytes(FOLDER.resolve("clam.exe.binhex"));
        RecordingSink cut = RecordingSink.unpack(ContentType.ENCODED_TEXT, Arrays.copyOf(binhex, binhex.length / 2));

        assertThat(cut.codes()).containsExactly(ReasonCode.TRUNCATED);
        assertThat(cut.parts.getFirst().bytes().length).isGreaterThan(100);
    }

    @Test
    void textThatSpeaksOfBlocksHoldsNone() {
        RecordingSink sink = RecordingSink.unpack(
                ContentType.MAIL,
                (TOP + "\nWe begin 644 things.\n(This file must be converted with BinHex 4.0)\n").getBytes(ISO_8859_1));

        assertThat(sink.codes()).isEmpty();
    }

    private static byte[] wrongCrc(byte[] data) {
        byte[] block = yenc(data, "name=x.bin", true);
        int digit = new String(block, ISO_8859_1).lastIndexOf("crc32=") + 6;
        block[digit] = (byte) (block[digit] == '1' ? '2' : '1');
        return block;
    }

    /** As POSIX tells it, with blanks written as grave accents. */
    static byte[] uuencoded(byte[] data) {
        StringBuilder text = new StringBuilder("begin 644 x.bin\n");
        for (int at = 0; at < data.length; at += 45) {
            int count = Math.min(45, data.length - at);
            text.append(letter(count));
            for (int i = at; i < at + count; i += 3) {
                int group = byteAt(data, i) << 16 | byteAt(data, i + 1) << 8 | byteAt(data, i + 2);
                for (int shift = 18; shift >= 0; shift -= 6) {
                    text.append(letter(group >> shift & 63));
                }
            }
            text.append('\n');
        }
        return text.append("`\nend\n").toString().getBytes(ISO_8859_1);
    }

    private static char letter(int value) {
        return value == 0 ? '`' : (char) (value + 32);
    }

    private static int byteAt(byte[] data, int at) {
        return at < data.length ? data[at] & 0xff : 0;
    }

    static byte[] yenc(byte[] data, String begin, boolean whole) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int name = begin.indexOf("name=");
        out.writeBytes(("=ybegin " + begin.substring(0, name) + "line=128 size=" + data.length + " "
                        + begin.substring(name) + "\n")
                .getBytes(ISO_8859_1));
        int column = 0;
        for (byte value : data) {
            int shifted = value + 42 & 0xff;
            boolean critical = shifted == 0 || shifted == '\n' || shifted == '\r' || shifted == '='
                    || (column == 0 && (shifted == '.' || shifted == '-' || shifted == '>'));
            if (critical) {
                out.write('=');
                shifted = shifted + 64 & 0xff;
            }
            out.write(shifted);
            column += critical ? 2 : 1;
            if (column >= 128) {
                out.write('\n');
                column = 0;
            }
        }
        CRC32 crc = new CRC32();
        crc.update(data);
        out.writeBytes("\n=yend size=%d %s=%08x\n"
                .formatted(data.length, whole ? "crc32" : "part=1 pcrc32", crc.getValue())
                .getBytes(ISO_8859_1));
        return out.toByteArray();
    }
}
