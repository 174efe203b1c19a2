package dev.gatehouse.gateway.milter;

import java.nio.charset.StandardCharsets;

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
}
