package dev.gatehouse.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Sends mail through a gateway and looks at what comes out behind it. What is not as it must be is an {@link
 * AssertionError} that tells what the gateway says.
 *
 * @param gateway which one
 * @param running where it runs
 * @param mailbox where it delivers to
 */
public record MailTrial(MailGateway gateway, MailGateway.Running running, Mailbox mailbox) {

    /** What gateways and MTAs add; none of it is in the letters that are sent. */
    private static final Set<String> ADDED = Set.of("received", "x-virus-scanned", "x-virus-status", "return-path");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A letter arrives, each byte of it, and nothing else does. */
    public void passes(Letters which) throws IOException, InterruptedException {
        byte[] letter = which.letter();
        SmtpReply reply = SmtpReply.to(running.port(), letter);
        check(reply.accepted(), which + " is not taken: " + reply);
        String arrived = text(withoutAdditions(mailbox.next(PATIENCE)));
        check(arrived.equals(text(letter)), which + " arrives as\n" + arrived + "\nand not as\n" + text(letter));
    }

    /** A letter is refused for good with the gateway's code, and does not arrive. */
    public void refuses(Letters letter) throws IOException, InterruptedException {
        SmtpReply reply = SmtpReply.to(running.port(), letter.letter());
        check(reply.text().startsWith(gateway.refusal()), letter + " is not refused: " + reply);
        nothingArrived();
    }

    /** A letter is neither taken nor refused for good: its sender is told to try again later, and it does not arrive. */
    public void postpones(Letters letter) throws IOException, InterruptedException {
        postponed(SmtpReply.to(running.port(), letter.letter()));
    }

    /** So was the reply to something that was sent otherwise. */
    public void postponed(SmtpReply reply) throws IOException {
        check(reply.code() == SmtpReply.LATER, "not told to try later but " + reply);
        nothingArrived();
    }

    private void nothingArrived() throws IOException {
        check(mailbox.size() == 0, "it arrived");
    }

    private void check(boolean so, String otherwise) throws IOException {
        if (!so) {
            throw new AssertionError(
                    gateway + ": " + otherwise + "\n" + running.log().read());
        }
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
