package dev.gatehouse.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Debian's gateways for mail, once for each way in which they have a message scanned, with what docs/gateways.md says of
 * them.
 */
@SuppressWarnings("try") // whoever waits for an end may be interrupted
public enum MailGateway {
    /** amavisd, which sends by TCP the parts of a message. */
    AMAVISD_TCP("amavisd", "554 5.7.0 Reject"),
    /** amavisd, which names by a unix socket the folder of the parts. */
    AMAVISD_UNIX("amavisd", "554 5.7.0 Reject"),
    /** Exim, which sends the message. */
    EXIM_TCP("exim", "550"),
    /** Exim, which names its file. */
    EXIM_UNIX("exim", "550"),
    /** Postfix, and rspamd as its milter. */
    RSPAMD("rspamd", "554 5.7.1"),
    /** Postfix, and clamav-milter, which sends the message. */
    CLAMAV_MILTER_TCP("clamav-milter", "550 5.7.1"),
    /** Postfix, and clamav-milter, which hands over the descriptor of its file. */
    CLAMAV_MILTER_UNIX("clamav-milter", "550 5.7.1"),
    /** Postfix, whose milter is Gatehouse itself. */
    POSTFIX_TCP("postfix", "550 5.7.1"),
    /** The same over a unix socket. */
    POSTFIX_UNIX("postfix", "550 5.7.1");

    private final String program;
    private final String refusal;

    MailGateway(String program, String refusal) {
        this.program = program;
        this.refusal = refusal;
    }

    /** Which client of clamd's protocol it is; empty where it speaks milter. */
    public Optional<String> clamdClient() {
        return speaksMilter() ? Optional.empty() : Optional.of(program);
    }

    /** How its reply begins to a message in which something was found. */
    public String refusal() {
        return refusal;
    }

    /** Whether it asks over the unix socket, and not by TCP. */
    public boolean asksOverUnix() {
        return name().endsWith("_UNIX");
    }

    private boolean speaksMilter() {
        return this == POSTFIX_TCP || this == POSTFIX_UNIX;
    }

    /**
     * A gateway that runs.
     *
     * @param port where it takes mail on 127.0.0.1
     * @param log what it says of itself
     */
    public record Running(int port, Log log, AutoCloseable program) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            program.close();
        }
    }

    /** All that a program said so far. */
    @FunctionalInterface
    public interface Log {
        /** Reads it. */
        String read() throws IOException;
    }

    /**
     * Starts it.
     *
     * @param folder its own, which need not be there
     * @param port where Gatehouse listens on 127.0.0.1
     * @param socket where Gatehouse listens too
     * @param onwards the port on 127.0.0.1 of the mail server behind it
     */
    public Running open(Path folder, int port, Path socket, int onwards) throws Exception {
        return switch (this) {
            case AMAVISD_TCP, AMAVISD_UNIX -> {
                AmavisdPeer peer = AmavisdPeer.start(folder, sample(port, socket), onwards);
                yield new Running(peer.port(), peer::log, peer);
            }
            case EXIM_TCP, EXIM_UNIX -> {
                EximPeer peer = EximPeer.start(folder, sample(port, socket), Handbook.sample("exim-acl"), onwards);
                yield new Running(peer.port(), peer::log, peer);
            }
            case RSPAMD -> {
                RspamdPeer peer = RspamdPeer.start(folder, sample(port, socket));
                yield behindPostfix(peer.milterPort(), peer::log, peer, onwards);
            }
            case CLAMAV_MILTER_TCP, CLAMAV_MILTER_UNIX -> {
                ClamavMilterPeer peer = ClamavMilterPeer.start(folder, sample(port, socket));
                yield behindPostfix(peer.port(), peer::log, peer, onwards);
            }
            case POSTFIX_UNIX -> postfix(options(sample(port, socket)), onwards);
            case POSTFIX_TCP -> {
                Map<String, String> options = options(sample(port, socket));
                options.put("smtpd_milters", "inet:127.0.0.1:" + port);
                yield postfix(options, onwards);
            }
        };
    }

    private String sample(int port, Path socket) throws IOException {
        String name = this == RSPAMD || speaksMilter()
                ? program
                : name().toLowerCase(Locale.ROOT).replace('_', '-');
        return Handbook.sample(name, port, socket);
    }

    /** Lines of postconf(5). */
    private static Map<String, String> options(String lines) {
        Map<String, String> options = new HashMap<>();
        lines.lines().map(line -> line.split(" = ", 2)).forEach(line -> options.put(line[0], line[1]));
        return options;
    }

    private static Running behindPostfix(int milter, Log log, AutoCloseable program, int onwards) throws Exception {
        Running postfix = postfix(
                new HashMap<>(Map.of("smtpd_milters", "inet:127.0.0.1:" + milter, "milter_default_action", "tempfail")),
                onwards);
        return new Running(postfix.port(), () -> log.read() + postfix.log().read(), () -> {
            postfix.close();
            program.close();
        });
    }

    private static Running postfix(Map<String, String> options, int onwards) throws IOException, InterruptedException {
        options.put("relay_transport", "smtp:[127.0.0.1]:" + onwards);
        PostfixPeer postfix = PostfixPeer.start(options);
        return new Running(postfix.port(), postfix::log, postfix);
    }
}
