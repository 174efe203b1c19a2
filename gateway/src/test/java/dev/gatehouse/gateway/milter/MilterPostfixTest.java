package dev.gatehouse.gateway.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.backend.builtin.BuiltinProvider;
import dev.gatehouse.gateway.net.Endpoint;
import dev.gatehouse.gateway.policy.Concern;
import dev.gatehouse.peers.ClamDatabase;
import dev.gatehouse.peers.FreePort;
import dev.gatehouse.peers.Letters;
import dev.gatehouse.peers.PostfixPeer;
import dev.gatehouse.peers.SmtpClient;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Postfix before a milter listener, and a sink behind Postfix. */
@Timeout(120)
class MilterPostfixTest {

    private static final byte[] EICAR = ClamDatabase.eicar().bytes();
    private static final MilterSettings SETTINGS = MilterSettings.DEFAULT;

    @TempDir
    static Path folder;

    private static Path signatures;

    private static int milterPort;
    private static Optional<PostfixPeer> running = Optional.empty();

    private PostfixPeer postfix;

    @BeforeAll
    static void start() throws Exception {
        signatures = Files.writeString(
                folder.resolve("test.ndb"),
                "Test.Eicar%ile:0:*:" + HexFormat.of().formatHex(EICAR) + "\n");
        if (PostfixPeer.possible()) {
            milterPort = FreePort.onLoopback();
            running = Optional.of(PostfixPeer.start(Map.of("smtpd_milters", "inet:127.0.0.1:" + milterPort)));
        }
    }

    @AfterAll
    static void stop() {
        running.ifPresent(PostfixPeer::close);
    }

    @BeforeEach
    void isThere() throws IOException {
        assumeTrue(running.isPresent(), "Postfix is installed and we are root");
        postfix = running.get();
        postfix.clear();
    }

    @Test
    void deliversWhatIsCleanUnchangedButForTheHeadersAdded() throws Exception {
        byte[] message = Mails.plain("", "\r\n.a dot\r\n..two\r\n\tand \u00e4\r\n" + "x".repeat(700) + "\r\n");
        try (Bench bench = bench(house(), SETTINGS)) {
            assertThat(send(postfix, message)).startsWith("250 ");

            assertThat(content(postfix.awaitDelivered(1).getFirst()))
                    .isEqualTo(Mails.text(message)
                            .replace("\r\n", "\n")
                            .replace(
                                    "<1@client.test>\n",
                                    "<1@client.test>\nX-Virus-Scanned: Gatehouse at gw.test\nX-Virus-Status: Clean\n"));
            assertThat(bench.nextServed().bytes()).isEqualTo(message.length);
            assertThat(postfix.log()).contains("localhost[127.0.0.1]");
        }
    }

    @Test
    void rejectsWhatIsInfectedAndRemovesWhatOutsidersClaim() throws Exception {
        try (Bench bench = bench(house(), SETTINGS)) {
            assertThat(send(postfix, Mails.plain("", Mails.text(EICAR) + "\r\n")))
                    .isEqualTo("550 5.7.1 Message rejected: Test.Eicar%ile found");
            assertThat(bench.nextServed().subject()).matches("[0-9A-F]{8,}");

            String spoofed = """
                    X-Virus-Status: Clean
                    X-virus-status :  Clean
                    X-Virus-Scanned: by
                    \tothers
                    X-Virus-Status: Clean
                    X-Viruses: none of ours
                    """.replace("\n", "\r\n");
            assertThat(send(postfix, Mails.plain(spoofed, "hello\r\n"))).startsWith("250 ");
            assertThat(postfix.awaitDelivered(1))
                    .singleElement()
                    .satisfies(delivered -> assertThat(headers(delivered)
                                    .lines()
                                    .filter(line -> line.regionMatches(true, 0, "x-virus", 0, 7)))
                            .containsExactly(
                                    "X-Viruses: none of ours",
                                    "X-Virus-Scanned: Gatehouse at gw.test",
                                    "X-Virus-Status: Clean"));
            assertThat(postfix.queued()).isZero();
        }
    }

    @Test
    void tellsWhyItPutsOffWhatItCouldNotLookInto() throws Exception {
        try (Bench _ = bench(house(), SETTINGS)) {
            assertThat(send(postfix, Letters.BOMB.letter()))
                    .startsWith("451 4.7.1 ")
                    .endsWith(": over a limit");
            assertThat(send(postfix, Letters.ENCRYPTED_ZIP.letter()))
                    .startsWith("451 4.7.1 ")
                    .endsWith(": encrypted content");
            assertThat(postfix.delivered()).isEmpty();
            assertThat(postfix.queued()).isZero();
        }
    }

    @Test
    void quarantinesDiscardsAndTagsAsThePolicySays() throws Exception {
        byte[] infected = Mails.plain("", Mails.text(EICAR) + "\r\n");
        try (Bench _ = bench(house(), SETTINGS.with(Concern.INFECTED, MilterAction.QUARANTINE))) {
            assertThat(send(postfix, infected)).startsWith("250 ");
            assertThat(postfix.held()).isEqualTo(1);
            assertThat(postfix.log()).contains("milter-hold");
            assertThat(postfix.delivered()).isEmpty();
        }
        postfix.clear();
        try (Bench _ = bench(house(), SETTINGS.with(Concern.INFECTED, MilterAction.DISCARD))) {
            assertThat(send(postfix, infected)).startsWith("250 ");
            assertThat(postfix.queued()).isZero();
            assertThat(postfix.delivered()).isEmpty();
        }
        try (Bench _ = bench(house(), SETTINGS.with(Concern.INFECTED, MilterAction.TAG))) {
            assertThat(send(postfix, infected)).startsWith("250 ");
            assertThat(headers(postfix.awaitDelivered(1).getFirst()))
                    .contains("X-Virus-Status: Infected (Test.Eicar%ile)\n");
        }
    }

    @Test
    void deliversNothingWhileTheBackendIsDownOrTheListenerEndsInMidMessage() throws Exception {
        PlayedBackend backend = new PlayedBackend();
        Bench bench = bench(backend, SETTINGS);
        try {
            backend.answer = PlayedBackend.DOWN;
            assertThat(send(postfix, Mails.plain("", "hello\r\n")))
                    .isEqualTo("451 4.7.1 Message cannot be checked now, try again later: the scan failed");

            backend.hold();
            Thread closing = Thread.ofVirtual().start(() -> {
                backend.awaitScan();
                bench.listener.close();
            });
            assertThat(send(postfix, Mails.plain("", "hello\r\n"))).startsWith("451 4.7.1 ");
            closing.join();
            // nobody listens any more
            assertThat(send(postfix, Mails.plain("", "hello\r\n"))).startsWith("451 4.7.1 ");
            assertThat(postfix.delivered()).isEmpty();
            assertThat(postfix.queued()).isZero();
        } finally {
            backend.release();
            bench.close();
        }
    }

    @Test
    void servesAnOldPostfixOverAUnixSocketAndBearsALongScan() throws Exception {
        PlayedBackend backend = new PlayedBackend();
        Path socket = Files.createTempDirectory("milter").resolve("s");
        Files.setPosixFilePermissions(socket.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
        MilterSettings often = new MilterSettings(
                SETTINGS.policy(),
                SETTINGS.rejectText(),
                SETTINGS.refuseText(),
                SETTINGS.tempfailText(),
                true,
                Exemptions.NONE,
                Duration.ofMillis(300),
                SETTINGS.maxMessageBytes());
        Endpoint endpoint = new Endpoint.Unix(socket, Optional.of("rw-rw-rw-"), Optional.empty());
        try (Bench bench = Bench.at(endpoint, backend, often);
                PostfixPeer old = PostfixPeer.start(Map.of(
                        "smtpd_milters", "unix:" + socket,
                        "milter_protocol", "2",
                        "milter_content_timeout", "1s"))) {
            backend.lasts(Duration.ofMillis(2500));
            byte[] message = Mails.plain("", "hello\r\n");
            assertThat(send(old, message)).startsWith("250 ");
            assertThat(content(old.awaitDelivered(1).getFirst())).contains("X-Virus-Status: Clean\n\nhello\n");
            // protocol 2 cuts the first space of a value off, and here there was one each time
            assertThat(backend.seen()).isEqualTo(Mails.text(message));
            assertThat(bench.faults).isEmpty();
        } finally {
            Files.deleteIfExists(socket.getParent());
        }
    }

    private static Backend house() throws Exception {
        return new BuiltinProvider()
                .open(new BackendConfiguration("one", Map.of("signatures", List.of(signatures.toString()))));
    }

    private static Bench bench(Backend backend, MilterSettings settings) throws IOException {
        return Bench.at(Endpoint.of("127.0.0.1:" + milterPort), backend, settings);
    }

    private static String send(PostfixPeer postfix, byte[] message) throws IOException {
        return SmtpClient.send(postfix.port(), "ann@client.test", List.of("bob@example.test"), message);
    }

    /** What was sent, without what the sink and Postfix wrote before it. */
    private static String content(String delivered) {
        String message = delivered.substring(delivered.indexOf("Comments: "));
        assertThat(message).endsWith("\n\n"); // the sink's own
        return message.substring(0, message.length() - 1);
    }

    private static String headers(String delivered) {
        return delivered.substring(0, delivered.indexOf("\n\n") + 1);
    }
}
