package dev.gatehouse.engine.unpack;

import static java.nio.charset.StandardCharsets.US_ASCII;
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
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that openssl made. */
class CmsTest {

    private static final String ENTITY = "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n";

    @TempDir
    Path folder;

    @BeforeEach
    void makeAKey() {
        Tools.shell(
                folder,
                "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=test -keyout key.pem -out cert.pem -days 2 2>&1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cms -sign -nodetach -binary -signer cert.pem -inkey key.pem -outform DER",
                "cms -sign -nodetach -binary -stream -signer cert.pem -inkey key.pem -outform DER",
                "cms -data_create -binary -outform DER",
                "cms -digest_create -binary -outform DER"
            })
    void whatIsSignedIsAPart(String command) throws IOException {
        byte[] data = Samples.random(50_000);
        byte[] message = openssl(command, data);

        RecordingSink sink = open(message);

        assertThat(sink.codes()).isEmpty();
        assertThat(sink.only()).isEqualTo(data);
    }

    @Test
    void whatIsSignedInMailIsOpenedAsMail() throws IOException {
        byte[] data = Mails.eicar().getBytes(US_ASCII);
        String entity = ENTITY + Base64.getMimeEncoder().encodeToString(data);
        for (String stream : new String[] {"", "-stream "}) {
            byte[] mail = openssl(
                    "smime -sign -nodetach " + stream + "-signer cert.pem -inkey key.pem -from a@example.org -subject s",
                    entity.getBytes(US_ASCII));

            assertThat(Mails.leaves(mail)).anyMatch(leaf -> Arrays.equals(leaf, data));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cms -sign -binary -signer cert.pem -inkey key.pem -outform DER",
                "crl2pkcs7 -nocrl -certfile cert.pem -outform DER"
            })
    void aSignatureAloneHoldsNothing(String command) throws IOException {
        RecordingSink sink = open(openssl(command, Samples.text(1000)));

        assertThat(sink.codes()).isEmpty();
        assertThat(sink.parts).isEmpty();
    }

    @Test
    void whatIsEncryptedIsAReason() throws IOException {
        for (String options : new String[] {"", "-stream "}) {
            RecordingSink sink = open(
                    openssl("cms -encrypt -binary -aes256 " + options + "-outform DER -recip cert.pem", Samples.text(1000)));

            assertThat(sink.codes()).containsExactly(ReasonCode.ENCRYPTED);
            assertThat(sink.parts).isEmpty();
        }
    }

    @Test
    void aMessageThatIsCutIsTruncatedAndGivesWhatIsThere() throws IOException {
        byte[] data = Samples.random(50_000);
        byte[] whole = openssl("cms -sign -nodetach -binary -stream -signer cert.pem -inkey key.pem -outform DER", data);

        RecordingSink sink = open(Arrays.copyOf(whole, 30_000));

        assertThat(sink.codes()).contains(ReasonCode.TRUNCATED);
        assertThat(Arrays.copyOf(data, sink.parts.getFirst().bytes().length))
                .isEqualTo(sink.parts.getFirst().bytes());
        assertThat(sink.parts.getFirst().bytes().length).isGreaterThan(29_000);
    }

    /** RFC 3274, put together by hand: openssl here is built without zlib. */
    @Test
    void whatIsCompressedIsUnpacked() throws IOException {
        byte[] data = Samples.text(5000);
        assertThat(open(compressed(data)).only()).isEqualTo(data);
    }

    static byte[] compressed(byte[] data) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(data);
        }
        byte[] compression = der(0x30, hex("060b2a864886f70d0109100308"));
        byte[] inner = der(0x30, Samples.concat(hex("06092a864886f70d010701"), der(0xa0, der(4, packed.toByteArray()))));
        byte[] fields = der(0x30, Samples.concat(hex("020100"), compression, inner));
        return der(0x30, Samples.concat(hex("060b2a864886f70d0109100109"), der(0xa0, fields)));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] der(int tag, byte[] body) {
        byte[] head = {(byte) tag, (byte) 0x83, (byte) (body.length >> 16), (byte) (body.length >> 8), (byte) body.length};
        return Samples.concat(head, body);
    }

    private byte[] openssl(String command, byte[] input) throws IOException {
        Path in = Files.write(folder.resolve("in"), input);
        String last = command.endsWith("-recip cert.pem") ? command.replace(" -recip cert.pem", "") : command;
        String recipient = command.equals(last) ? "" : " cert.pem";
        String given = command.startsWith("crl2pkcs7") ? "" : " -in " + in;
        Tools.shell(folder, "openssl " + last + given + " -out out" + recipient);
        return Files.readAllBytes(folder.resolve("out"));
    }

    private static RecordingSink open(byte[] message) throws IOException {
        assertThat(new ContentTypes().detect(new MemoryContent(message, message.length))).contains(ContentType.CMS);
        return RecordingSink.unpack(ContentType.CMS, message);
    }
}
