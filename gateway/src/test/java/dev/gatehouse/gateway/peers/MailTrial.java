package dev.gatehouse.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.peers.Letters;
import dev.gatehouse.peers.Mailbox;
import dev.gatehouse.peers.SmtpReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Sends mail through a gateway and looks at what comes out behind it.
 *
 * @param port the gateway's port for SMTP
 * @param mailbox where it delivers to
 * @param log what it says of itself
 */
record MailTrial(int port, Mailbox mailbox, Callable<String> log) {

    /** What gateways and MTAs add; none of it is in the letters that are sent. */
    private static final Set<String> ADDED = Set.of("received", "x-virus-scanned", "x-virus-status", "return-path");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A letter arrives, each byte of it, and nothing else does. */
    void passes(Letters which) throws Exception {
        byte[] letter = which.letter();
        SmtpReply reply = SmtpReply.to(port, letter);
        assertThat(reply.accepted()).as("%s: %s%n%s", which, reply, log.call()).isTrue();
        byte[] arrived = mailbox.next(PATIENCE);
        assertThat(text(withoutAdditions(arrived))).as("%s", log.call()).isEqualTo(text(letter));
    }

    /** A letter is refused for good, and does not arrive. */
    void refuses(Letters letter) throws Exception {
        SmtpReply reply = SmtpReply.to(port, letter.letter());
        assertThat(reply.refused()).as("%s: %s%n%s", letter, reply, log.call()).isTrue();
        nothingArrived();
    }

    /** A letter is neither taken nor refused for good: its sender keeps it and tries again. */
    void postpones(Letters letter) throws Exception {
        SmtpReply reply = SmtpReply.to(port, letter.letter());
        assertThat(reply.postponed())
                .as("%s: %s%n%s", letter, reply, log.call())
                .isTrue();
        nothingArrived();
    }

    private void nothingArrived() {
        assertThat(mailbox.size()).isZero();
    }

    /** Takes the header fields out that were added on the way, with their folded lines. */
    private static byte[] withoutAdditions(byte[] message) {
        String all = text(message);
        int end = all.indexOf("\r\n\r\n") + 2;
        List<String> kept = new ArrayList<>();
        boolean added = false;
        for (String line : all.substring(0, end).split("(?<=\r\n)", -1)) {
            if (!line.startsWith(" ") && !line.startsWith("\t")) {
                added = ADDED.contains(line.split(":", 2)[0].toLowerCase(Locale.ROOT));
            }
            if (!added) {
                kept.add(line);
            }
        }
        return (String.join("", kept) + all.substring(end)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1);
    }
}
