package dev.gatehouse.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Debian's Postfix in a folder of its own, on a port of the loopback address, which relays whatever it accepts to a
 * smtp-sink(1) that keeps each delivered message in a file. It has its own configuration and queue: the system's is
 * neither read nor changed. Its master must be started by root, and drops to the user {@code postfix} by itself.
 */
public final class PostfixPeer implements AutoCloseable {

    /** The domain that it takes mail for. */
    public static final String DOMAIN = "example.test";

    private static final Path PROGRAM = Path.of("/usr/sbin/postfix");
    private static final Path SINK = Path.of("/usr/sbin/smtp-sink");
    private static final Duration STARTING_MOST = Duration.ofSeconds(30);
    private static final long BETWEEN_LOOKS_MILLIS = 20;

    private final Path folder;
    private final int port;
    private final int sinkPort;
    private final Map<String, String> options;
    private final List<Process> processes = new ArrayList<>();

    private PostfixPeer(Path folder, int port, int sinkPort, Map<String, String> options) {
        this.folder = folder;
        this.port = port;
        this.sinkPort = sinkPort;
        this.options = options;
    }

    /** Whether it is installed and may be started: by root alone. */
    public static boolean possible() {
        return Files.isExecutable(PROGRAM) && "root".equals(System.getProperty("user.name"));
    }

    /**
     * Starts it, and the sink behind it.
     *
     * @param options of postconf(5), beside and instead of those that this class sets: {@code smtpd_milters}, {@code
     *     content_filter}
     * @throws IOException if it does not come up; the message holds what it says
     */
    public static PostfixPeer start(Map<String, String> options) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("postfix");
        PostfixPeer peer = new PostfixPeer(folder, FreePort.onLoopback(), FreePort.onLoopback(), Map.copyOf(options));
        try {
            peer.layOut();
            peer.startAll();
            return peer;
        } catch (IOException | InterruptedException | RuntimeException e) {
            peer.close();
            throw e;
        }
    }

    /** Its SMTP port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** What it logged so far. */
    public String log() throws IOException {
        Path log = folder.resolve("maillog");
        return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
    }

    /**
     * The messages that came out behind it so far, as the sink keeps them: some lines of its own about the envelope
     * ({@code X-Client-Addr:} to {@code X-Rcpt-Args:}), the {@code Received:} header of its own and then the message,
     * with LF as the end of a line.
     */
    public List<String> delivered() throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("sink"))) {
            for (Path file : files.sorted().toList()) {
                all.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }

    /**
     * Waits until so many messages came out, and the queue is empty.
     *
     * @throws IOException if they do not within 30 s
     */
    public List<String> awaitDelivered(int count) throws IOException, InterruptedException {
        await(() -> delivered().size() >= count && queued("incoming", "active") == 0, count + " messages delivered");
        return delivered();
    }

    /** How many messages are on hold. */
    public int held() throws IOException {
        return queued("hold");
    }

    /** How many messages wait anywhere in its queue, on hold or not. */
    public int queued() throws IOException {
        return queued("maildrop", "incoming", "active", "deferred", "hold");
    }

    /** Forgets what was delivered and what is on hold, so that another test can use it. */
    public void clear() throws IOException {
        for (String name : List.of("sink", "queue/hold")) {
            try (Stream<Path> files = Files.walk(folder.resolve(name))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private int queued(String... queues) throws IOException {
        int count = 0;
        for (String queue : queues) {
            Path of = folder.resolve("queue").resolve(queue);
            if (Files.isDirectory(of)) {
                try (Stream<Path> files = Files.walk(of)) {
                    count += (int) files.filter(Files::isRegularFile).count();
                }
            }
        }
        return count;
    }

    private void layOut() throws IOException, InterruptedException {
        // its daemons drop root and must still come here
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        for (String name : List.of("conf", "queue", "data", "sink")) {
            Files.createDirectories(folder.resolve(name));
        }
        run(
                "chown",
                "postfix",
                folder.resolve("data").toString(),
                folder.resolve("sink").toString());
        Path conf = folder.resolve("conf");
        Files.createFile(conf.resolve("dynamicmaps.cf"));
        Map<String, String> all = settings();
        all.putAll(options);
        List<String> lines = new ArrayList<>();
        all.forEach((key, value) -> lines.add(key + " = " + value));
        Files.write(conf.resolve("main.cf"), lines);
        Files.writeString(conf.resolve("master.cf"), services());
    }

    private Map<String, String> settings() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("compatibility_level", "3.6");
        all.put("command_directory", "/usr/sbin");
        all.put("daemon_directory", "/usr/lib/postfix/sbin");
        all.put("queue_directory", folder.resolve("queue").toString());
        all.put("data_directory", folder.resolve("data").toString());
        all.put("meta_directory", "/etc/postfix");
        all.put("shlib_directory", "/usr/lib/postfix");
        all.put("maillog_file", folder.resolve("maillog").toString());
        all.put("maillog_file_prefixes", folder.toString());
        all.put("inet_interfaces", "loopback-only");
        all.put("inet_protocols", "ipv4");
        all.put("myhostname", "gw.test");
        all.put("mydestination", "");
        all.put("local_recipient_maps", "");
        all.put("local_transport", "error:no local mail");
        all.put("relay_domains", DOMAIN);
        all.put("mynetworks", "127.0.0.0/8");
        all.put("transport_maps", "");
        all.put("relay_transport", "smtp:[127.0.0.1]:" + sinkPort);
        all.put("default_transport", "error:loopback alone");
        all.put("smtpd_relay_restrictions", "permit_mynetworks, reject");
        all.put("smtp_dns_support_level", "disabled");
        all.put("smtp_tls_security_level", "none");
        all.put("alias_maps", "");
        all.put("alias_database", "");
        all.put("message_size_limit", "0");
        all.put("milter_default_action", "tempfail");
        return all;
    }

    /** The services of master.cf(5), none in a changed root; the columns are as in the manual. */
    private String services() {
        return """
                127.0.0.1:%d inet n - n - - smtpd
                cleanup unix n - n - 0 cleanup
                qmgr unix n - n 300 1 qmgr
                rewrite unix - - n - - trivial-rewrite
                bounce unix - - n - 0 bounce
                defer unix - - n - 0 bounce
                trace unix - - n - 0 bounce
                verify unix - - n - 1 verify
                flush unix n - n 1000? 0 flush
                proxymap unix - - n - - proxymap
                smtp unix - - n - - smtp
                relay unix - - n - - smtp
                error unix - - n - - error
                retry unix - - n - - error
                discard unix - - n - - discard
                local unix - n n - - local
                anvil unix - - n - 1 anvil
                scache unix - - n - 1 scache
                postlog unix-dgram n - n - 1 postlogd
                """.formatted(port);
    }

    private void startAll() throws IOException, InterruptedException {
        // the sink first: a message must never find it absent and be deferred
        processes.add(new ProcessBuilder(SINK.toString(), "-u", "postfix", "-d", "%M.", "127.0.0.1:" + sinkPort, "100")
                .directory(folder.resolve("sink").toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sink.out").toFile())
                .start());
        await(() -> answers(sinkPort), "the sink to answer");
        processes.add(new ProcessBuilder(
                        PROGRAM.toString(), "-c", folder.resolve("conf").toString(), "start-fg")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("postfix.out").toFile())
                .start());
        await(() -> answers(port), "Postfix to answer");
    }

    private static boolean answers(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) STARTING_MOST.toMillis());
            boolean greeted = socket.getInputStream().read() == '2';
            socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            return greeted;
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private void await(Condition condition, String what) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + STARTING_MOST.toNanos();
        while (System.nanoTime() - giveUp < 0) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (IOException e) {
                // not yet
            }
            for (Process process : processes) {
                if (!process.isAlive()) {
                    throw new IOException("ended while one waited for " + what + ": " + said());
                }
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
        throw new IOException("waited in vain for " + what + ": " + said());
    }

    private String said() throws IOException {
        StringBuilder said = new StringBuilder();
        for (String name : List.of("sink.out", "postfix.out")) {
            Path file = folder.resolve(name);
            said.append(Files.exists(file) ? Files.readString(file) : "");
        }
        return said.append(log()).toString();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    private static Stream<ProcessHandle> family(Process process) {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()));
    }

    /** Ends both, and forgets every message. */
    @Override
    public void close() {
        // the first process begins the master and waits for it; the master ends its daemons when it is asked to
        List<ProcessHandle> all =
                processes.stream().flatMap(PostfixPeer::family).toList();
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle each : all) {
            each.onExit()
                    .completeOnTimeout(each, 10, TimeUnit.SECONDS)
                    .thenAccept(ProcessHandle::destroyForcibly)
                    .join();
        }
        processes.clear();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
