package dev.gatehouse.peers;

import java.io.IOException;
import java.util.List;

/**
 * What a mail server answered to a message (RFC 5321, section 4.2).
 *
 * @param code its three digits; 0 when it left without an answer
 * @param text all that it said
 */
public record SmtpReply(int code, String text) {

    /** The code for "try again later", of whatever a server that is well cannot do now. */
    public static final int LATER = 451;

    /** From whom all messages come that {@link #to} sends. */
    public static final String SENDER = "a@client.test";

    /** For whom they are. */
    public static final String RECIPIENT = "bob@example.test";

    /**
     * Sends a message and tells what it was answered.
     *
     * @param port the server's on 127.0.0.1
     * @param message with CRLF as the end of each line
     */
    public static SmtpReply to(int port, byte[] message) {
        try {
            return of(SmtpClient.send(port, SENDER, List.of(RECIPIENT), message));
        } catch (IOException e) {
            return new SmtpReply(0, String.valueOf(e.getMessage()));
        }
    }

    /** Reads an answer. */
    public static SmtpReply of(String answer) {
        return new SmtpReply(Integer.parseInt(answer.substring(0, 3)), answer);
    }

    /** The message was taken. */
    public boolean accepted() {
        return code / 100 == 2;
    }
}
