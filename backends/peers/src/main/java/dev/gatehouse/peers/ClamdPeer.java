package dev.gatehouse.peers;

import dev.gatehouse.tck.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Debian's clamd, in a folder of its own with a {@link ClamDatabase}, on a unix socket and on a port of the loopback
 * address. Its alerts for limits and for encryption are on unless options say otherwise.
 */
public final class ClamdPeer implements Peer, AutoCloseable {

    /** The first database's number. */
    public static final int VERSION = 27_001;

    /** The first database's date. */
    public static final Instant TIME = Instant.parse("2026-01-05T08:30:00Z");

    private static final Duration STARTING_MOST = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS_MILLIS = 20;

    private final Path folder;
    private final int port;
    private final ClamDatabase database;
    private Optional<Process> process = Optional.empty();

    private ClamdPeer(Path folder, int port, ClamDatabase database) {
        this.folder = folder;
        this.port = port;
        this.database = database;
    }

    /**
     * Starts a clamd.
     *
     * @param folder an empty folder; its path must leave room for a socket's name, which may have 107 bytes
     * @param options of clamd.conf(5), beside and instead of those that this class sets
     * @throws IOException if it does not come up; the message holds what it says
     */
    public static ClamdPeer start(Path folder, Map<String, String> options) throws IOException, InterruptedException {
        ClamDatabase database = new ClamDatabase(Files.createDirectories(folder.resolve("db")));
        database.write(VERSION, TIME);
        Files.createDirectories(folder.resolve("tmp"));
        int port = FreePort.onLoopback();
        ClamdPeer peer = new ClamdPeer(folder, port, database);
        peer.configure(options);
        peer.start();
        return peer;
    }

    private void configure(Map<String, String> options) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Foreground", "yes");
        all.put("LogFile", folder.resolve("log").toString());
        all.put("DatabaseDirectory", database.folder().toString());
        all.put("TemporaryDirectory", folder.resolve("tmp").toString());
        all.put("LocalSocket", socket().toString());
        all.put("FixStaleSocket", "yes");
        all.put("TCPSocket", Integer.toString(port));
        all.put("TCPAddr", "127.0.0.1");
        all.put("SelfCheck", "3600");
        all.put("AlertExceedsMax", "yes");
        all.put("AlertEncrypted", "yes");
        all.putAll(options);
        List<String> lines = new ArrayList<>();
        all.forEach((key, value) -> lines.add(key + " " + value));
        Files.write(configuration(), lines);
    }

    /** Its clamd.conf. */
    public Path configuration() {
        return folder.resolve("clamd.conf");
    }

    /** Its unix socket. */
    public Path socket() {
        return folder.resolve("clamd.sock");
    }

    /** Its port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Its database; after a change, {@link #reload}. */
    public ClamDatabase database() {
        return database;
    }

    /** Makes it read its database again; returns when it answers with the version. */
    public void reload(int version) throws IOException, InterruptedException {
        ask("RELOAD");
        await(() -> ask("VERSION").contains("/" + version + "/"), "has not read database " + version);
    }

    @Override
    public void start() throws IOException, InterruptedException {
        process =
                Optional.of(new ProcessBuilder(program(), "-c", configuration().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile())
                        .start());
        await(() -> ask("PING").equals("PONG"), "does not answer");
    }

    private static String program() {
        // Debian keeps it where a user's path does not go
        return Files.isExecutable(Path.of("/usr/sbin/clamd")) ? "/usr/sbin/clamd" : "clamd";
    }

    @Override
    public void stop() throws InterruptedException {
        if (process.isPresent()) {
            process.get().destroyForcibly().waitFor();
            process = Optional.empty();
        }
    }

    @Override
    public boolean freezes() {
        return true;
    }

    @Override
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    @Override
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        long pid = process.orElseThrow(() -> new IOException("clamd is not running"))
                .pid();
        if (new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor() != 0) {
            throw new IOException("kill -" + name + " " + pid + " failed");
        }
    }

    /** Ends it. */
    @Override
    public void close() {
        process.ifPresent(running -> running.destroyForcibly().onExit().join());
        process = Optional.empty();
    }

    /** Something that comes true. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private void await(Condition condition, String failure) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + STARTING_MOST.toNanos();
        Process running = process.orElseThrow(() -> new IOException("clamd is not running"));
        while (System.nanoTime() - giveUp < 0) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (IOException e) {
                // not yet
            }
            if (running.waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("clamd ended: " + Files.readString(folder.resolve("out")));
            }
        }
        throw new IOException("clamd " + failure + ": " + Files.readString(folder.resolve("out")));
    }

    /** Both doors must be open; the answer is the port's. */
    private String ask(String command) throws IOException {
        try (SocketChannel unix = SocketChannel.open(StandardProtocolFamily.UNIX);
                SocketChannel tcp = SocketChannel.open()) {
            unix.connect(UnixDomainSocketAddress.of(socket()));
            tcp.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            tcp.write(ByteBuffer.wrap(("z" + command + "\0").getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(1 << 12);
            while (tcp.read(answer) >= 0 && answer.hasRemaining()) {
                // until it closes the connection
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII).replace("\0", "");
        }
    }
}
