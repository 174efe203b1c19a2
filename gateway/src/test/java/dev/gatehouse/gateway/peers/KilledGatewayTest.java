package dev.gatehouse.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.clamd.ClamdClient;
import dev.gatehouse.peers.AmavisdPeer;
import dev.gatehouse.peers.ClamavMilterPeer;
import dev.gatehouse.peers.EximPeer;
import dev.gatehouse.peers.FreePort;
import dev.gatehouse.peers.Handbook;
import dev.gatehouse.peers.Letters;
import dev.gatehouse.peers.Mailbox;
import dev.gatehouse.peers.RspamdPeer;
import dev.gatehouse.peers.SmtpReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gatehouse is killed while a message is in it: its sender keeps it, and is rid of it when Gatehouse is back. */
@Timeout(120)
class KilledGatewayTest {

    @TempDir
    Path folder;

    enum Kind {
        AMAVISD(ClamdClient.AMAVISD, "amavisd-tcp"),
        EXIM(ClamdClient.EXIM, "exim-tcp"),
        RSPAMD(ClamdClient.RSPAMD, "rspamd"),
        CLAMAV_MILTER(ClamdClient.CLAMAV_MILTER, "clamav-milter-tcp");

        private final ClamdClient client;
        private final String sample;

        Kind(ClamdClient client, String sample) {
            this.client = client;
            this.sample = sample;
        }

        Course.Gateway open(Path place, int port, int onwards) throws Exception {
            String configuration = Handbook.sample(sample, port, place.resolve("none"));
            return switch (this) {
                case AMAVISD -> {
                    AmavisdPeer peer = AmavisdPeer.start(place, configuration, onwards);
                    yield new Course.Gateway(peer.port(), peer::log, peer);
                }
                case EXIM -> {
                    EximPeer peer = EximPeer.start(place, configuration, Handbook.sample("exim-acl"), onwards);
                    yield new Course.Gateway(peer.port(), peer::log, peer);
                }
                case RSPAMD -> {
                    RspamdPeer peer = RspamdPeer.start(place, configuration);
                    yield BehindPostfix.open(peer.milterPort(), peer::log, peer, onwards);
                }
                case CLAMAV_MILTER -> {
                    ClamavMilterPeer peer = ClamavMilterPeer.start(place, configuration);
                    yield BehindPostfix.open(peer.port(), peer::log, peer, onwards);
                }
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void noMessageIsLostOrDeliveredUnseen(Kind kind) throws Exception {
        Path place = Files.createDirectories(folder.resolve("e"));
        int port = FreePort.onLoopback();
        GatewayProcess gatehouse = GatewayProcess.start(place, kind.client, port);
        try (Mailbox mailbox = Mailbox.open()) {
            Course.Gateway gateway = kind.open(folder.resolve("g"), port, mailbox.port());
            try (AutoCloseable _ = gateway.program()) {
                MailTrial mail = new MailTrial(gateway.port(), mailbox, gateway.log());
                mail.passes(Letters.CLEAN);

                gatehouse.freeze();
                byte[] letter = Letters.EICAR.letter();
                CompletableFuture<SmtpReply> reply =
                        CompletableFuture.supplyAsync(() -> SmtpReply.to(gateway.port(), letter));
                awaitWaitingBytes(port);
                gatehouse.close();

                SmtpReply said = reply.get(100, TimeUnit.SECONDS);
                assertThat(said.postponed())
                        .as("%s%n%s", said, gateway.log().call())
                        .isTrue();
                assertThat(mailbox.size()).isZero();

                gatehouse = GatewayProcess.start(place, kind.client, port);
                mail.refuses(Letters.EICAR);
                mail.passes(Letters.CLEAN);
            }
        } finally {
            gatehouse.close();
        }
    }

    /** Until the system holds bytes for a socket of the port that its process has not read (proc(5), /proc/net/tcp). */
    private static void awaitWaitingBytes(int port) throws IOException, InterruptedException {
        String local = "0100007F:" + String.format(Locale.ROOT, "%04X", port);
        String established = "01";
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() - giveUp < 0) {
            for (Path table : new Path[] {Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")}) {
                for (String line : Files.readAllLines(table)) {
                    String[] fields = line.strip().split("\\s+", -1);
                    if (fields[1].endsWith(local)
                            && fields[3].equals(established)
                            && !fields[4].endsWith(":00000000")) {
                        return;
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new IOException("no client has sent anything to port " + port);
    }
}
