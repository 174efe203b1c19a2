package dev.gatehouse.gateway.milter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Messages as their senders' programs would write them. */
final class Mails {

    private Mails() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /**
     * A message that is text alone, with all that an MTA would add, so that it adds nothing. Its first header is so long
     * that the engine takes it for any text, and has nothing to open.
     */
    static byte[] plain(String moreHeaders, String body) {
        return bytes(
                "Comments: none" + ("\r\n\t" + "x".repeat(600)).repeat(3) + "\r\n" + text(mail(moreHeaders, body)));
    }

    private static byte[] mail(String moreHeaders, String body) {
        return bytes("""
                From: Ann <ann@client.test>
                To: bob@example.test
                Subject:  two spaces, and
                \t a folded line
                Date: Mon, 5 Jan 2026 10:00:00 +0100
                Message-ID: <1@client.test>
                """.replace("\n", "\r\n") + moreHeaders + "\r\n" + body);
    }

    static byte[] withAttachment(String name, byte[] content) {
        return mail(
                "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b1\"\r\n",
                "--b1\r\nContent-Type: text/plain\r\n\r\nsee the attachment\r\n--b1\r\n"
                        + "Content-Type: application/octet-stream; name=\"" + name + "\"\r\n"
                        + "Content-Transfer-Encoding: base64\r\n"
                        + "Content-Disposition: attachment; filename=\"" + name + "\"\r\n\r\n"
                        + text(Base64.getMimeEncoder().encode(content)) + "\r\n--b1--\r\n");
    }

    static byte[] forwarding(byte[] message) {
        return mail(
                "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b2\"\r\n",
                "--b2\r\nContent-Type: message/rfc822\r\n\r\n" + text(message) + "\r\n--b2--\r\n");
    }

    static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    /** The same with the bits set that say that its member is encrypted (APPNOTE 4.4.4, bit 0). */
    static byte[] encryptedZip(String name, byte[] content) throws IOException {
        byte[] zip = zip(name, content);
        for (int i = 0; i + 10 < zip.length; i++) {
            if (zip[i] == 'P' && zip[i + 1] == 'K') {
                if (zip[i + 2] == 3) {
                    zip[i + 6] |= 1;
                } else if (zip[i + 2] == 1) {
                    zip[i + 8] |= 1;
                }
            }
        }
        return zip;
    }
}
