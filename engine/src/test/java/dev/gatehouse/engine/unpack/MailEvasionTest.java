package dev.gatehouse.engine.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mails that some program shows the test file in, and that others read as harmless: in each, some part must be the test
 * file and nothing else, or begin with it where the reading lets something follow.
 */
class MailEvasionTest {

    private static final int ORACLE_MAILS = 600;
    private static final long FUZZ_NANOS = TimeUnit.SECONDS.toNanos(Long.getLong("gatehouse.fuzz.seconds", 5));
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final String EICAR = Mails.eicar();
    private static final String ENCODED = Base64.getEncoder().encodeToString(EICAR.getBytes(StandardCharsets.US_ASCII));
    private static final String PART =
            "Content-Type: application/octet-stream; name=x.com\nContent-Transfer-Encoding: base64\n\n" + ENCODED
                    + "\n";
    private static final String TOP = "From: a@example.org\nTo: b@example.org\nSubject: s\nMIME-Version: 1.0\n";
    private static final String MIXED = TOP + "Content-Type: multipart/mixed; boundary=";
    private static final String CLOSED = "\n--b\n" + PART + "--b--\n";

    @TempDir
    private Path folder;

    static Stream<Arguments> mails() {
        return Stream.of(
                mail("an ordinary attachment", MIXED + "b\n" + CLOSED),
                mail("no MIME-Version", (MIXED + "b\n" + CLOSED).replace("MIME-Version: 1.0\n", "")),
                mail("boundary in quotes", MIXED + "\"b\"\n" + CLOSED),
                mail("boundary with an opening quote alone", MIXED + "\"b\n" + CLOSED),
                mail("boundary with a closing quote alone", MIXED + "b\"\n" + CLOSED.replace("--b", "--b\"")),
                mail("boundary in single quotes", MIXED + "'b'\n" + CLOSED),
                mail("boundary in single quotes that belong to it", MIXED + "'b'\n" + CLOSED.replace("--b", "--'b'")),
                mail("boundary with blanks", MIXED + "\"b c\"\n" + CLOSED.replace("--b", "--b c")),
                mail("boundary unquoted with blanks", MIXED + "b c\n" + CLOSED.replace("--b", "--b c")),
                mail("boundary up to the first blank", MIXED + "b c\n" + CLOSED),
                mail("boundary with odd characters", MIXED + "b=(@):?\n" + CLOSED.replace("--b", "--b=(@):?")),
                mail("boundary behind a comment", MIXED.replace("boundary=", "boundary (c) =") + "b\n" + CLOSED),
                mail("boundary before a comment", MIXED + "b (comment)\n" + CLOSED),
                mail("boundary with a backslash", MIXED + "\"b\\\\c\"\n" + CLOSED.replace("--b", "--b\\c")),
                mail("boundary whose backslash counts", MIXED + "\"b\\c\"\n" + CLOSED.replace("--b", "--b\\c")),
                mail("boundary that ends with a blank", MIXED + "\"b \"\n" + CLOSED),
                mail("empty boundary", MIXED + "\"\"\n" + CLOSED.replace("--b", "--")),
                mail("two boundaries, the first counts", MIXED + "b; boundary=c\n" + CLOSED),
                mail("two boundaries, the second counts", MIXED + "c; boundary=b\n" + CLOSED),
                mail(
                        "boundary in pieces",
                        MIXED.replace("boundary=", "boundary*0=") + "b; boundary*1=c\n"
                                + CLOSED.replace("--b", "--bc")),
                mail("boundary percent-encoded", MIXED.replace("boundary=", "boundary*=") + "us-ascii''%62\n" + CLOSED),
                mail(
                        "boundary in capitals and folded",
                        TOP + "CONTENT-TYPE:\n MULTIPART/MIXED;\n\tBOUNDARY\n =\n \"b\"\n" + CLOSED),
                mail("boundary folded in the middle", MIXED + "\"b\n c\"\n" + CLOSED.replace("--b", "--b c")),
                mail("boundary missing", MIXED.replace("; boundary=", "\n") + CLOSED),
                mail("boundary that is not the delimiters'", MIXED + "other\n" + CLOSED),
                mail("delimiters with trailing blanks", MIXED + "b\n" + CLOSED.replace("--b\n", "--b  \t\n")),
                mail("delimiters with trailing text", MIXED + "b\n" + CLOSED.replace("--b\n", "--b more\n")),
                mail("delimiters in another case", MIXED + "b\n" + CLOSED.replace("--b", "--B")),
                mail("never closed", MIXED + "b\n" + CLOSED.replace("--b--\n", "")),
                mail("closed too early", MIXED + "b\n\n--b\n\ntext\n--b--" + CLOSED),
                mail("closed before it begins", MIXED + "b\n\n--b--" + CLOSED),
                mail("in the preamble", MIXED + "b\n\n" + PART + "\n--b\n\ntext\n--b--\n"),
                mail("in the epilogue", MIXED + "b\n\n--b\n\ntext\n--b--\n" + PART),
                mail("bare in the preamble", MIXED + "b\n\n" + EICAR + "\n--b\n\ntext\n--b--\n"),
                mail("bare in the epilogue", MIXED + "b\n\n--b\n\ntext\n--b--\n" + EICAR),
                mail(
                        "behind a delimiter that nobody tells of",
                        MIXED + "b\n\n--b\n\ntext\n--c\n" + PART + "--c--\n--b--\n"),
                mail("delimiter right behind the header", MIXED + "b\n--b\n" + PART + "--b--\n"),
                mail(
                        "same boundary within",
                        MIXED + "b\n\n--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" + PART
                                + "--b--\n--b--\n"),
                mail(
                        "boundary that begins another",
                        MIXED + "b\n\n--b\nContent-Type: multipart/mixed; boundary=bc\n\n--bc\n" + PART
                                + "--bc--\n--b--\n"),
                mail("two Content-Type, the multipart first", MIXED + "b\nContent-Type: text/plain\n" + CLOSED),
                mail(
                        "two Content-Type, the multipart last",
                        TOP + "Content-Type: text/plain\nContent-Type: multipart/mixed; boundary=b\n" + CLOSED),
                mail(
                        "two Content-Type, two boundaries",
                        MIXED + "c\nContent-Type: multipart/mixed; boundary=b\n" + CLOSED),
                mail("type that is no multipart", MIXED.replace("multipart/mixed", "text/plain") + "b\n" + CLOSED),
                mail("type with blanks", MIXED.replace("multipart/mixed", "multipart / mixed") + "b\n" + CLOSED),
                mail("two encodings, the first counts", single("base64\nContent-Transfer-Encoding: 7bit")),
                mail("two encodings, the last counts", single("7bit\nContent-Transfer-Encoding: base64")),
                mail(
                        "two encodings, quoted-printable first",
                        single("quoted-printable\nContent-Transfer-Encoding: base64")),
                mail("encoding in odd case", single("bAsE64")),
                mail("encoding with a comment", single("(7bit) base64 (as told)")),
                mail("encoding with a semicolon", single("base64;")),
                mail("encoding with a quote", single("\"base64\"")),
                mail("encoding with an x", single("x-base64")),
                mail("encoding folded", single("\n base64")),
                mail("encoding as an encoded word", single("=?us-ascii?B?YmFzZTY0?=")),
                mail("field name with a blank", single("base64").replace("Encoding:", "Encoding :")),
                mail("field name with a NUL", single("base64").replace("Content-Transfer", "Content-\0Transfer")),
                mail("field value with a NUL", single("base\00064")),
                mail("first field after a blank", single("base64").replaceFirst("From:", " From:")),
                mail("header with a line that is no field", single("base64\nnot a field")),
                mail(
                        "header ended by a line that is no field",
                        TOP + "Content-Transfer-Encoding: base64\n" + ENCODED + "\n"),
                mail(
                        "encoding behind a line that is no field",
                        TOP + "not a field\nContent-Transfer-Encoding: base64\n\n" + ENCODED + "\n"),
                mail(
                        "header ended by a line of blanks",
                        TOP + "Content-Transfer-Encoding: base64\n  \n" + ENCODED + "\nX: y\n\nZ\n"),
                mail("header behind blank lines", "\n\n" + single("base64")),
                mail("header behind a byte order mark", "\u00ef\u00bb\u00bf" + single("base64")),
                mail("header behind a From line", "From clamav-milter\n" + single("base64")),
                mail("header behind a quoted From line", ">From someone Mon Jan  1 00:00:00 2026\n" + single("base64")),
                mail("part's header behind a blank line", MIXED + "b\n\n--b\n\n" + PART + "--b--\n"),
                mail("part's header behind text", MIXED + "b\n\n--b\nsome text\n\n" + PART + "--b--\n"),
                mail("lines end with carriage returns", (MIXED + "b\n" + CLOSED).replace('\n', '\r')),
                mail("lines end with both", (MIXED + "b\n" + CLOSED).replace("\n", "\r\n")),
                mail("a carriage return hides a delimiter", MIXED + "b\n" + CLOSED.replace("\n--b\n", "\nx\r--b\n")),
                mail(
                        "a carriage return fakes a delimiter",
                        MIXED + "..\n\n--..\n" + PART.replace(ENCODED, split(ENCODED, "\r--..\r", 20)) + "--..--\n"),
                mail(
                        "a carriage return hides a field",
                        single("base64").replace("s\nMIME", "s\rMIME").replace("1.0\nContent", "1.0\rContent")),
                mail("base64 with junk", single("base64", split(ENCODED, "*", 9))),
                mail("base64 with blanks and tabs", single("base64", split(ENCODED, " \t", 5))),
                mail("base64 with NULs", single("base64", split(ENCODED, "\0", 7))),
                mail("base64 with high bytes", single("base64", split(ENCODED, "\u00e4", 7))),
                mail("base64 on one letter a line", single("base64", split(ENCODED, "\n", 1))),
                mail("base64 without padding", single("base64", ENCODED.replace("=", ""))),
                mail("base64 with more padding", single("base64", ENCODED + "====")),
                mail("base64 with text behind", single("base64", ENCODED + "\n\n-- \nsent by a list, see below\n")),
                mail("base64 with padding ignored", single("base64", split(ENCODED, "=", 3))),
                mail("base64 in padded pieces", single("base64", pieces(EICAR, 4))),
                mail("base64 for URLs", single("base64", urlEncoded())),
                mail("base64 with dashes ignored", single("base64", split(ENCODED, "-", 10))),
                mail("quoted-printable", single("quoted-printable", quoted(EICAR))),
                mail(
                        "quoted-printable in lower case",
                        single("quoted-printable", quoted(EICAR).toLowerCase(Locale.ROOT))),
                mail("quoted-printable with soft breaks", single("quoted-printable", split(EICAR, "=\n", 10))),
                mail(
                        "quoted-printable with blanks in soft breaks",
                        single("quoted-printable", split(EICAR, "= \t \r\n", 10))),
                mail("quoted-printable with signs to be dropped", single("quoted-printable", split(EICAR, "=", 13))),
                mail("quoted-printable with blanks at its end", single("quoted-printable", EICAR + "  \n")),
                mail("nested", TOP + "Content-Type: message/rfc822\n\n" + MIXED + "b\n" + CLOSED),
                mail(
                        "nested, base64",
                        TOP + "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
                                + mimeEncoded(MIXED + "b\n" + CLOSED)),
                mail(
                        "nested, quoted-printable",
                        TOP + "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n"
                                + quoted(MIXED + "b\n" + CLOSED)),
                mail(
                        "nested, called encoded and is not",
                        TOP + "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + MIXED + "b\n"
                                + CLOSED),
                mail(
                        "nested, of one field",
                        TOP + "Content-Type: message/rfc822\n\nContent-Transfer-Encoding: base64\n\n" + ENCODED),
                mail("nested, global", TOP + "Content-Type: message/global\n\n" + MIXED + "b\n" + CLOSED),
                mail(
                        "nested in a digest",
                        MIXED.replace("mixed", "digest") + "b\n\n--b\n\nContent-Transfer-Encoding: base64\n\n" + ENCODED
                                + "\n--b--\n"),
                mail("multipart called base64 and is not", MIXED + "b\nContent-Transfer-Encoding: base64\n" + CLOSED),
                mail(
                        "multipart that is base64",
                        MIXED + "b\nContent-Transfer-Encoding: base64\n\n" + mimeEncoded(CLOSED)),
                mail(
                        "multipart that is quoted-printable",
                        MIXED + "b\nContent-Transfer-Encoding: quoted-printable\n\n" + quoted(CLOSED)),
                mail(
                        "whole fragment",
                        TOP + "Content-Type: message/partial; number=1; total=1; id=x\n\n" + MIXED + "b\n" + CLOSED),
                mail(
                        "several mails in one file",
                        "From x Mon Jan  1 00:00:00 2026\n" + TOP + "\ntext\n\nFrom y Mon Jan  1 00:00:00 2026\n"
                                + MIXED + "b\n" + CLOSED),
                mail(
                        "a mail with lines like an mbox's",
                        "From x\n" + MIXED + "b\n\n--b\n\ntext\n\nFrom y Mon Jan  1 00:00:00 2026\nA: b\n\ntext\n--b\n"
                                + PART + "--b--\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mails")
    void findsTheTestFileIn(String what, String mail) {
        byte[] wanted = EICAR.getBytes(StandardCharsets.US_ASCII);
        boolean found = Mails.leaves(mail.getBytes(StandardCharsets.ISO_8859_1)).stream()
                .anyMatch(leaf ->
                        leaf.length >= wanted.length && Arrays.equals(wanted, Arrays.copyOf(leaf, wanted.length)));
        assertThat(found).as("%s:%n%s", what, mail).isTrue();
    }

    private static Arguments mail(String what, String mail) {
        return Arguments.of(what, mail);
    }

    private static String single(String encoding) {
        return single(encoding, ENCODED);
    }

    private static String single(String encoding, String body) {
        return TOP + "Content-Type: application/octet-stream\nContent-Transfer-Encoding: " + encoding + "\n\n" + body
                + "\n";
    }

    private static String split(String text, String by, int every) {
        StringBuilder split = new StringBuilder();
        for (int i = 0; i < text.length(); i += every) {
            split.append(i == 0 ? "" : by).append(text, i, Math.min(text.length(), i + every));
        }
        return split.toString();
    }

    private static String pieces(String text, int length) {
        StringBuilder pieces = new StringBuilder();
        for (int i = 0; i < text.length(); i += length) {
            byte[] piece =
                    text.substring(i, Math.min(text.length(), i + length)).getBytes(StandardCharsets.US_ASCII);
            pieces.append(Base64.getEncoder().encodeToString(piece));
        }
        return pieces.toString();
    }

    /** With letters that only the alphabet for URLs has, in what follows. */
    private static String urlEncoded() {
        byte[] bytes = (EICAR + "\u00ff\u00fe\u00ff").getBytes(StandardCharsets.ISO_8859_1);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    private static String mimeEncoded(String text) {
        return Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        for (char letter : text.toCharArray()) {
            quoted.append(quoted.length() % 77 > 70 ? "=\n" : "").append("=%02X".formatted((int) letter));
        }
        return quoted.toString();
    }

    /** Whatever clamscan finds in mails like these, broken at random, is found here. */
    @Test
    void missesNothingThatClamscanFinds() throws IOException {
        Files.writeString(
                folder.resolve("eicar.ndb"),
                "Test.File:0:*:" + HexFormat.of().formatHex(EICAR.getBytes(StandardCharsets.US_ASCII)) + "\n");
        Path mails = Files.createDirectory(folder.resolve("mails"));
        List<String> seeds = mails().map(mail -> (String) mail.get()[1]).toList();
        for (int i = 0; i < ORACLE_MAILS; i++) {
            String mail = seeds.get(i % seeds.size());
            String changed = i < seeds.size() ? mail : MailMutations.of(mail, new Random(i));
            Files.write(mails.resolve("%04d.eml".formatted(i)), changed.getBytes(StandardCharsets.ISO_8859_1));
        }
        String report = new String(
                Tools.shell(folder, "clamscan -d eicar.ndb --no-summary -r mails; test $? -le 1"),
                StandardCharsets.ISO_8859_1);
        List<String> found = report.lines()
                .filter(line -> line.endsWith(" FOUND"))
                .map(line -> line.substring(line.lastIndexOf('/') + 1, line.indexOf(": ")))
                .toList();

        assertThat(found).hasSizeGreaterThan(ORACLE_MAILS / 4);
        List<String> missed = new ArrayList<>();
        for (String name : found) {
            byte[] mail = Files.readAllBytes(mails.resolve(name));
            boolean foundHere = Stream.concat(Stream.of(mail), Mails.leaves(mail).stream())
                    .anyMatch(leaf -> new String(leaf, StandardCharsets.ISO_8859_1).contains(EICAR));
            if (!foundHere) {
                missed.add(name + ":\n" + new String(mail, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void brokenMailsThrowNothingAndEndInTime() {
        List<String> seeds = new ArrayList<>(mails().map(mail -> (String) mail.get()[1]).toList());
        seeds.add(TOP + "\n" + new String(MailBlocksTest.uuencoded(Samples.text(400)), StandardCharsets.ISO_8859_1));
        long end = System.nanoTime() + FUZZ_NANOS;
        for (int i = 0; i < seeds.size() || System.nanoTime() < end; i++) {
            Random random = new Random(i);
            String mail = MailMutations.of(MailMutations.of(seeds.get(i % seeds.size()), random), random);
            long start = System.nanoTime();
            Mails.leaves(mail.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(System.nanoTime() - start).as(mail).isLessThan(LONGEST_NANOS);
        }
    }
}
