package dev.gatehouse.cli.it;

import dev.gatehouse.peers.Letters;
import dev.gatehouse.peers.MailGateway;
import dev.gatehouse.peers.MailTrial;
import dev.gatehouse.peers.Mailbox;
import dev.gatehouse.peers.SmtpClient;
import dev.gatehouse.peers.SmtpReply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** A mail gateway and a mailbox. */
@SuppressWarnings("try") // whoever waits for an end may be interrupted
final class MailJourney implements Journey {

    private final MailTrial mail;

    private MailJourney(MailTrial mail) {
        this.mail = mail;
    }

    /** Starts a gateway in a folder of its own. */
    static MailJourney open(MailGateway gateway, Door door, Path folder) throws Exception {
        Mailbox mailbox = Mailbox.open();
        try {
            Path socket = door.socket().orElse(folder.resolve("none"));
            return new MailJourney(
                    new MailTrial(gateway, gateway.open(folder, door.port(), socket, mailbox.port()), mailbox));
        } catch (Exception e) {
            mailbox.close();
            throw e;
        }
    }

    @Override
    public void passes() throws Exception {
        mail.passes(Letters.CLEAN);
    }

    @Override
    public void refuses() throws Exception {
        mail.refuses(Letters.EICAR);
    }

    @Override
    public Callable<Void> begin() throws Exception {
        SmtpClient client = SmtpClient.open(mail.running().port());
        String reply = client.announce(SmtpReply.SENDER, List.of(SmtpReply.RECIPIENT));
        if (!reply.startsWith("354")) {
            throw new IOException(mail.gateway() + " wants no letter: " + reply);
        }
        return () -> {
            try (client) {
                mail.postponed(SmtpReply.of(client.content(Letters.EICAR.letter())));
                return null;
            }
        };
    }

    @Override
    public void close() throws Exception {
        mail.running().close();
        mail.mailbox().close();
    }
}
