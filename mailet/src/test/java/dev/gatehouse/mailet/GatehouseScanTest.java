package dev.gatehouse.mailet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Properties;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatehouseScanTest {

    private static final String EICAR =
            "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

    @TempDir
    Path folder;

    private Path configuration = Path.of("gatehouse.yaml");
    private final GatehouseScan mailet = new GatehouseScan();

    @BeforeEach
    void configure() throws IOException {
        Path signatures = folder.resolve("test.ndb");
        Files.writeString(signatures, "Test.Eicar:0:*:" + HexFormat.of().formatHex(ascii(EICAR)) + "\n");
        configuration = folder.resolve("gatehouse.yaml");
        Files.writeString(configuration, """
                backends:
                  - type: builtin
                    signatures: [%s]
                    bundled: false
                gateway:
                  bytes-in-flight: 64K
                  queue-time: 0s
                """.formatted(signatures));
    }

    @AfterEach
    void destroy() {
        mailet.destroy();
    }

    @Test
    void letsACleanMailPassWithItsMarks() throws Exception {
        start();
        Mail mail = mail("letter.txt", ascii("a letter"));

        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo("transport");
        assertThat(attribute(mail, MailMarks.VERDICT)).isEqualTo("clean");
        assertThat(mail.getMessage().getHeader(MailMarks.STATUS_HEADER)).containsExactly("clean");
    }

    @Test
    void takesAwayWhatASenderWroteInOurName() throws Exception {
        start();
        Mail mail = mail("eicar.com", ascii(EICAR));
        mail.getMessage().addHeader(MailMarks.STATUS_HEADER, "clean");
        mail.getMessage().addHeader(MailMarks.STATUS_HEADER, "clean, truly");
        mail.setAttribute(new Attribute(MailMarks.VERDICT, AttributeValue.of("clean")));

        mailet.service(mail);

        assertThat(mail.getMessage().getHeader(MailMarks.STATUS_HEADER)).containsExactly("infected (Test.Eicar)");
        assertThat(attribute(mail, MailMarks.VERDICT)).isEqualTo("infected");
    }

    @Test
    void sendsAnInfectedMailToTheErrorProcessorWhereNoOtherIsNamed() throws Exception {
        start();
        Mail mail = mail("eicar.com", ascii(EICAR));

        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.ERROR);
        assertThat(attribute(mail, MailMarks.INFECTED)).isEqualTo("true");
        assertThat(attribute(mail, MailMarks.FINDINGS)).isEqualTo("Test.Eicar");
        assertThat(mailet.requiredProcessingState()).containsExactly(new ProcessingState(Mail.ERROR));
    }

    @Test
    void sendsItToTheProcessorThatIsNamed() throws Exception {
        start("onInfected", "virus", "headers", "false");
        Mail mail = mail("eicar.com", ascii(EICAR));

        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo("virus");
        assertThat(mail.getMessage().getHeader(MailMarks.STATUS_HEADER)).isNull();
        assertThat(mailet.requiredProcessingState()).containsExactly(new ProcessingState("virus"));
    }

    @Test
    void discardsWhatIsToBeDiscarded() throws Exception {
        start("onInfected", "discard");
        Mail mail = mail("eicar.com", ascii(EICAR));

        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
    }

    @Test
    void hasAnEncryptedMailTriedAgainWhereNothingElseIsSaid() throws Exception {
        start();
        Mail mail = mail("secret.zip", encryptedZip());

        assertThatThrownBy(() -> mailet.service(mail))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("ENCRYPTED");
        assertThat(mail.getState()).isEqualTo("transport");
    }

    @Test
    void sendsAnEncryptedMailWhereItIsTold() throws Exception {
        start("onEncrypted", "quarantine");
        Mail mail = mail("secret.zip", encryptedZip());

        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo("quarantine");
        assertThat(attribute(mail, MailMarks.VERDICT)).isEqualTo("encrypted");
        assertThat(attribute(mail, MailMarks.INFECTED)).isEmpty();
    }

    @Test
    void hasAMailTriedAgainForWhichThereIsNoRoom() throws Exception {
        start();
        Mail mail = mail("large.bin", new byte[128 << 10]);

        assertThatThrownBy(() -> mailet.service(mail))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("one message of more than 65536 bytes");
        assertThat(mail.getState()).isEqualTo("transport");

        Mail small = mail("letter.txt", ascii("a letter"));
        mailet.service(small);
        assertThat(attribute(small, MailMarks.VERDICT)).isEqualTo("clean");
    }

    @Test
    void letsAMailPassUnscannedWhereItIsSaidInWords() throws Exception {
        start("onBusy", "pass");
        Mail mail = mail("large.bin", new byte[128 << 10]);

        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo("transport");
        assertThat(attribute(mail, MailMarks.VERDICT)).isEqualTo("busy");
    }

    @Test
    void hasAMailTriedAgainThatCannotBeRead() throws Exception {
        start();
        MimeMessage unreadable = new MimeMessage(Session.getInstance(new Properties())) {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                throw new IOException("the store is gone");
            }
        };
        Mail mail = FakeMail.builder()
                .name("unreadable")
                .state("transport")
                .mimeMessage(unreadable)
                .build();

        assertThatThrownBy(() -> mailet.service(mail))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("the store is gone");
    }

    @Test
    void refusesToHaveItsExceptionsIgnored() {
        assertThatThrownBy(() -> start("onMailetException", "ignore"))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("would let mail pass");
    }

    @Test
    void refusesAParameterThatNobodyKnows() {
        assertThatThrownBy(() -> start("onInfectd", "virus"))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("<onInfectd>");
    }

    @Test
    void refusesToStartWithoutItsConfiguration() {
        String missing = folder.resolve("missing.yaml").toString();

        assertThatThrownBy(() -> start("configuration", missing))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("missing.yaml");
    }

    @Test
    void scansNothingBeforeItWasStarted() throws Exception {
        Mail mail = mail("letter.txt", ascii("a letter"));

        assertThatThrownBy(() -> mailet.service(mail)).isInstanceOf(MessagingException.class);
    }

    private void start(String... parameters) throws MessagingException {
        FakeMailetConfig.Builder config = FakeMailetConfig.builder().mailetName("GatehouseScan");
        config.setProperty("configuration", configuration.toString());
        for (int i = 0; i < parameters.length; i += 2) {
            config.setProperty(parameters[i], parameters[i + 1]);
        }
        mailet.init(config.build());
    }

    private static Mail mail(String name, byte[] content) throws Exception {
        MimeBodyPart attachment = new MimeBodyPart();
        attachment.setDataHandler(new DataHandler(new ByteArrayDataSource(content, "application/octet-stream")));
        attachment.setFileName(name);
        attachment.setHeader("Content-Transfer-Encoding", "base64");
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setSubject("a mail");
        message.setContent(new MimeMultipart(attachment));
        message.saveChanges();
        return FakeMail.builder()
                .name("mail")
                .state("transport")
                .recipient("somebody@example.org")
                .mimeMessage(message)
                .build();
    }

    private byte[] encryptedZip() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("secret.txt"), "a secret");
        Path zip = folder.resolve("secret.zip");
        Process process = new ProcessBuilder("zip", "-q", "-P", "password", zip.toString(), "secret.txt")
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readAllBytes(zip);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String attribute(Mail mail, AttributeName name) {
        return mail.getAttribute(name)
                .map(attribute -> attribute.getValue().value().toString())
                .orElse("");
    }
}
