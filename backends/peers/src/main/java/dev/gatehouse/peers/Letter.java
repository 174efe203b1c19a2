package dev.gatehouse.peers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mail message with attachments (RFC 5322, RFC 2045, RFC 2046), as a mail program writes it: lines ended by CR LF,
 * seven bits.
 */
public final class Letter {

    private static final String BOUNDARY = "=_a_part_of_it";
    private static final String END = "\r\n";

    private final String subject;
    private final List<String> parts = new ArrayList<>();

    private Letter(String subject) {
        this.subject = subject;
    }

    /** A letter with a text as its first part. */
    public static Letter about(String subject) {
        Letter letter = new Letter(subject);
        letter.part(
                Map.of("Content-Type", "text/plain; charset=us-ascii"),
                "Dear Bob,\r\n\r\n.this line begins with a dot\r\nFrom here on all is well: " + subject + "\r\n");
        return letter;
    }

    /** With a part in HTML. */
    public Letter html(String html) {
        part(
                Map.of("Content-Type", "text/html; charset=utf-8", "Content-Transfer-Encoding", "quoted-printable"),
                html.replace("=", "=3D"));
        return this;
    }

    /** With a file. */
    public Letter attachment(String type, String name, byte[] content) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type + "; name=\"" + name + "\"");
        headers.put("Content-Transfer-Encoding", "base64");
        headers.put("Content-Disposition", "attachment; filename=\"" + name + "\"");
        part(headers, Base64.getMimeEncoder().encodeToString(content));
        return this;
    }

    /** With another letter in it. */
    public Letter forwarding(Letter other) {
        part(Map.of("Content-Type", "message/rfc822"), new String(other.bytes("inner-"), StandardCharsets.US_ASCII));
        return this;
    }

    private void part(Map<String, String> headers, String body) {
        StringBuilder part = new StringBuilder();
        headers.forEach(
                (name, value) -> part.append(name).append(": ").append(value).append(END));
        parts.add(part.append(END).append(body).append(END).toString());
    }

    /** The whole message. */
    public byte[] bytes() {
        return bytes("");
    }

    private byte[] bytes(String level) {
        // a boundary must not be a beginning of another's
        String boundary = level + BOUNDARY;
        String head = String.join(
                END,
                "Date: Mon, 05 Jan 2026 08:30:00 +0000",
                "From: Alice <" + SmtpReply.SENDER + ">",
                "To: Bob <" + SmtpReply.RECIPIENT + ">",
                "Subject:  " + subject,
                "Message-Id: <" + level + Integer.toHexString(subject.hashCode()) + "@client.test>",
                "X-Folded: one",
                "\tand two",
                "MIME-Version: 1.0",
                "Content-Type: multipart/mixed;",
                " boundary=\"" + boundary + "\"",
                "",
                "This is a message with many parts.");
        StringBuilder message = new StringBuilder(head).append(END);
        for (String part : parts) {
            message.append("--").append(boundary).append(END).append(part);
        }
        message.append("--").append(boundary).append("--").append(END);
        return message.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
