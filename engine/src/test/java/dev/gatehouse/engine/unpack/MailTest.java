package dev.gatehouse.engine.unpack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.ReasonCode;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTest {

    private static final String TOP = "From: a@example.org\nTo: b@example.org\nSubject: s\nMIME-Version: 1.0\n";

    @Test
    void anOrdinaryMailHasEachPartOnceAndNoReasons() {
        RecordingSink sink = open(TOP + """
                Content-Type: multipart/mixed; boundary="=_a"

                This is a multi-part message in MIME format.

                --=_a
                Content-Type: multipart/alternative; boundary="=_b"

                --=_b
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                Gr=C3=BC=C3=9Fe
                --=_b
                Content-Type: text/html

                <p>Hello</p>
                --=_b--

                --=_a
                Content-Type: image/png; name=x.png
                Content-Transfer-Encoding: base64
                Content-Disposition: attachment; filename=x.png

                iVBORw0KGgo=
                --=_a--
                """);

        assertThat(sink.codes()).isEmpty();
        assertThat(sink.parts).extracting(RecordingSink.Part::name).containsExactly("preamble", "1.1", "1.2", "x.png");
        assertThat(text(sink, 1)).isEqualTo("Gr\u00fc\u00dfe");
        assertThat(text(sink, 2)).isEqualTo("<p>Hello</p>");
        assertThat(sink.parts.get(3).bytes()).startsWith(0x89, 'P', 'N', 'G').hasSize(8);
    }

    @Test
    void aMailOfOneBodyHasOnePart() {
        RecordingSink sink = open(TOP + "\nHello\n");

        assertThat(sink.codes()).isEmpty();
        assertThat(text(sink, 0)).isEqualTo("Hello\n");
        assertThat(sink.parts).hasSize(1);
    }

    @Test
    void aBounceIsReadToItsEnd() {
        RecordingSink sink = open(TOP + """
                Content-Type: multipart/report; report-type=delivery-status; boundary=r

                --r

                Could not be delivered.
                --r
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.org

                Action: failed
                --r
                Content-Type: message/rfc822

                From: a@example.org
                Content-Transfer-Encoding: base64

                SGVsbG8=
                --r--
                """);

        assertThat(sink.codes()).isEmpty();
        assertThat(sink.parts).hasSize(3);
        assertThat(sink.parts.get(2).declared()).containsExactly(ContentType.MAIL);
        assertThat(text(RecordingSink.unpack(ContentType.MAIL, sink.parts.get(2).bytes()), 0)).isEqualTo("Hello");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name=a.exe | a.exe",
                "name=\"a b.exe\" | a b.exe",
                "name*=utf-8''%e2%82%ac.exe | \u20ac.exe",
                "name*0=inv; name*1=oice; name*2=.exe | invoice.exe",
                "name*0*=utf-8''%e2%82%ac; name*1=.exe | \u20ac.exe",
                "name=\"=?utf-8?B?4oKsLmV4ZQ==?=\" | \u20ac.exe",
                "name==?iso-8859-1?Q?=E4.exe?= | \u00e4.exe",
                "name=\"=?utf-8?Q?a?= =?utf-8?Q?b.exe?=\" | ab.exe"
            })
    void readsNamesInEveryForm(String parameter, String name) {
        String disposition = parameter.replace("name=", "filename=").replace("name*", "filename*");
        assertThat(open(TOP + "Content-Type: application/x; " + parameter + "\n\nx\n").parts.getFirst().name())
                .isEqualTo(name);
        assertThat(open(TOP + "Content-Disposition: attachment; " + disposition + "\n\nx\n").parts.getFirst().name())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "message/partial; number=2; total=3; id=x, MULTI_VOLUME",
        "message/external-body; access-type=URL; URL=\"http://example.org/x\", UNSUPPORTED",
        "multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b, ENCRYPTED",
        "application/pgp-encrypted, ENCRYPTED"
    })
    void whatIsNotInTheMailIsAReason(String type, ReasonCode code) {
        assertThat(open(TOP + "Content-Type: " + type + "\n\n--b\n\nVersion: 1\n--b--\n").codes())
                .containsExactly(code);
    }

    @Test
    void textEncryptedByOpenPgpIsAReason() {
        String armour = "-----BEGIN PGP " + "MESSAGE-----\n\nhQ==\n-----END PGP MESSAGE-----\n";

        assertThat(open(TOP + "\n" + armour).codes()).containsExactly(ReasonCode.ENCRYPTED);
        assertThat(open(TOP + "\n> " + armour).codes()).isEmpty();
    }

    @Test
    void everyMessageOfAnMboxIsAPartWithItsQuotingUndone() {
        RecordingSink sink = open("""
                From a@example.org Mon Jan  1 00:00:00 2026
                From: a@example.org

                >From here on

                From b@example.org Mon Jan  1 00:00:00 2026
                From: b@example.org

                two
                """);

        assertThat(sink.codes()).isEmpty();
        assertThat(sink.parts).allMatch(part -> part.declared().contains(ContentType.MAIL));
        assertThat(sink.parts.stream().map(part -> new String(part.bytes(), UTF_8)).collect(Collectors.toList()))
                .hasSize(3)
                .anyMatch(message -> message.contains("\n>From here on\n"))
                .anyMatch(message -> message.contains("\nFrom here on\n"))
                .anyMatch(message -> message.contains("\ntwo\n"));
    }

    @Test
    void anMboxOfOneMessageIsOpenedLikeTheMessage() {
        RecordingSink sink = open("From a@example.org Mon Jan  1 00:00:00 2026\nFrom: a@example.org\n\ntext\n");

        assertThat(sink.parts).hasSize(1);
        assertThat(text(sink, 0)).isEqualTo("text\n");
    }

    @Test
    void aBodyOfALongLineIsDecodedInWhole() {
        byte[] bytes = Samples.random(300_000);
        RecordingSink sink = open(TOP + "Content-Transfer-Encoding: base64\n\n"
                + Base64.getEncoder().encodeToString(bytes));

        assertThat(sink.only()).isEqualTo(bytes);
    }

    @Test
    void headersWithoutEndAreReadAndNamedWhereTheyAreTooLong() {
        String many = "X-Long: " + "x".repeat(1 << 20) + "\n" + "X-More: y\n".repeat(50_000);
        assertThat(open(many + TOP + "Content-Transfer-Encoding: base64\n\nSGVsbG8=\n").codes())
                .isEmpty();
        assertThat(text(open(many + TOP + "Content-Transfer-Encoding: base64\n\nSGVsbG8=\n"), 0))
                .isEqualTo("Hello");
        assertThat(open(TOP + "Content-Type: text/plain; x=" + "y".repeat(1 << 20) + "\n\nz\n").codes())
                .containsExactly(ReasonCode.LIMIT_MEMORY);
        assertThat(open(TOP + "Content-Id: x\n".repeat(1000) + "\nz\n").codes()).containsExactly(ReasonCode.LIMIT_MEMORY);
    }

    @Test
    void multipartsWithoutEndAreALimit() {
        StringBuilder mail = new StringBuilder(TOP);
        for (int i = 0; i < 200; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b%03d\n\n--b%03d\n".formatted(i, i));
        }

        assertThat(open(mail + "\ntext\n").codes()).containsExactly(ReasonCode.LIMIT_DEPTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--\n", "--b\n", "--b\nContent-Type: multipart/mixed; boundary=b\n\n", "Content-Type: x\n\n"})
    void manyDelimitersEndInTimeAndAreNoSilence(String line) {
        RecordingSink sink = RecordingSink.unpack(
                ContentType.MAIL,
                (TOP + "Content-Type: multipart/mixed; boundary=b\n\n" + line.repeat((4 << 20) / line.length()))
                        .getBytes(ISO_8859_1),
                Duration.ofSeconds(20),
                256 << 20);

        assertThat(sink.deadline().expired()).isFalse();
    }

    private static RecordingSink open(String mail) {
        return RecordingSink.unpack(ContentType.MAIL, mail.getBytes(ISO_8859_1));
    }

    private static String text(RecordingSink sink, int part) {
        return new String(sink.parts.get(part).bytes(), UTF_8);
    }
}
