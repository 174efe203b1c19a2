package dev.gatehouse.benchmarks.gateway;

import dev.gatehouse.benchmarks.corpus.FileClass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Makes mail as it goes through gateways: text and the same as HTML, and attachments in base64. Each number gives
 * another letter, and always the same; every 50th carries EICAR in a zip.
 */
final class Letter {

    /** Of so many letters one is infected. */
    static final int INFECTED_EVERY = 50;

    private static final List<Attachment> KINDS = List.of(Attachment.values());
    private static final int TEXT_SHARE = 8;
    private static final int MOST_TEXT_BYTES = 12 << 10;
    private static final int ATTACHMENT_BYTES = 1 << 20;
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

    private final Scissors scissors;

    Letter(Scissors scissors) {
        this.scissors = scissors;
    }

    /** Whether the letter of a number is infected. */
    static boolean infected(int number) {
        return number % INFECTED_EVERY == INFECTED_EVERY - 1;
    }

    /** Makes the letter of a number, of about so many bytes. */
    byte[] bytes(int number, int size) throws IOException {
        Random random = new Random(31L * size + number);
        ByteArrayOutputStream out = new ByteArrayOutputStream(size + size / 4);
        String mixed = "=_mixed_" + number;
        String alternative = "=_alternative_" + number;
        head(out, number, mixed, alternative);
        int text = Math.min(size / TEXT_SHARE, MOST_TEXT_BYTES);
        line(out, "--" + alternative);
        line(out, "Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n");
        out.write(lines(scissors.piece(FileClass.TEXT, text, random)));
        line(out, "--" + alternative);
        line(out, "Content-Type: text/html; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n");
        line(out, "<html><body><p>Letter " + number + "</p>");
        out.write(lines(scissors.piece(FileClass.HTML, text, random)));
        line(out, "</body></html>");
        line(out, "--" + alternative + "--");
        if (infected(number)) {
            attach(out, mixed, "application/zip", "offer.zip", Attachment.zipOf("offer.com", eicar()));
        }
        for (int i = 0; i == 0 || size - out.size() > size / 10; i++) {
            Attachment kind = KINDS.get((number + i) % KINDS.size());
            // four bytes of base64 and its line ends for three of a file
            int left = Math.min(ATTACHMENT_BYTES, Math.max(1024, (size - out.size()) / 74 * 54));
            int wanted = size > (200 << 10) ? Math.min(left, size / 5) : left;
            attach(out, mixed, kind.type(), kind.fileName(i + 1), kind.bytes(wanted, scissors, random));
        }
        line(out, "--" + mixed + "--");
        return out.toByteArray();
    }

    private static void head(ByteArrayOutputStream out, int number, String mixed, String alternative)
            throws IOException {
        line(out, """
                Received: from client.example (client.example [192.0.2.%d])
                \tby mx.example.org with ESMTPS id %08x; Mon, 05 Jan 2026 10:00:00 +0000
                Message-ID: <%d@client.example>
                Date: Mon, 05 Jan 2026 10:00:00 +0000
                From: "A. Sender" <sender@client.example>
                To: recipient@example.org
                Subject: Letter %d
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="%s"

                --%s
                Content-Type: multipart/alternative; boundary="%s"
                """.formatted(number % 250, number, number, number, mixed, mixed, alternative)
                .replace("\n", "\r\n"));
    }

    private static void attach(ByteArrayOutputStream out, String boundary, String type, String name, byte[] content)
            throws IOException {
        line(out, "--" + boundary);
        line(out, "Content-Type: " + type + "; name=\"" + name + "\"");
        line(out, "Content-Disposition: attachment; filename=\"" + name + "\"");
        line(out, "Content-Transfer-Encoding: base64\r\n");
        out.write(BASE64.encode(content));
        line(out, "");
    }

    /** As lines of at most 78 printable characters. */
    private static byte[] lines(byte[] text) {
        String printable = new String(text, StandardCharsets.US_ASCII).replaceAll("[^ -~\\n]", " ");
        StringBuilder lines = new StringBuilder(printable.length() + 64);
        for (String line : printable.split("\n", -1)) {
            String left = line;
            while (left.length() > 78) {
                lines.append(left, 0, 78).append("\r\n");
                left = left.substring(78);
            }
            lines.append(left).append("\r\n");
        }
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void line(ByteArrayOutputStream out, String text) throws IOException {
        out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** The test file of eicar.org, which must not stand in a source. */
    static byte[] eicar() {
        String half = "58354f2150254041505b345c505a58353428505e2937434329377d24";
        byte[] begin = HexFormat.of().parseHex(half);
        byte[] end = ("EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[begin.length + end.length];
        System.arraycopy(begin, 0, whole, 0, begin.length);
        System.arraycopy(end, 0, whole, begin.length, end.length);
        return whole;
    }
}
