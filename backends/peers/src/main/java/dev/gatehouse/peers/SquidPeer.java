package dev.gatehouse.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Debian's squid as a forward proxy on a port of the loopback address, in a folder of its own, without a cache, with an
 * ICAP server behind it that sees every upload and every download and may not be passed by.
 */
public final class SquidPeer implements AutoCloseable {

    private static final Duration STARTING_MOST = Duration.ofSeconds(60);
    private static final Duration ENDING_MOST = Duration.ofSeconds(10);
    private static final long BETWEEN_LOOKS_MILLIS = 20;

    private final Path folder;
    private final int port;
    private Optional<Process> process = Optional.empty();

    private SquidPeer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts a squid.
     *
     * @param folder its own, which need not be there, opened to every user when root starts it, for squid becomes another
     * @param configuration lines of squid.conf that tell what is asked of which ICAP server
     * @throws IOException if it does not come up; the message holds what it says
     */
    public static SquidPeer start(Path folder, String configuration) throws IOException, InterruptedException {
        int port = FreePort.onLoopback();
        SquidPeer peer = new SquidPeer(Workplace.at(folder).folder(), port);
        peer.configure(configuration);
        peer.start();
        return peer;
    }

    private void configure(String configuration) throws IOException {
        String user = System.getProperty("user.name");
        if (user.equals("root")) {
            // squid does not stay root, and whom it becomes must be able to write
            user = "proxy";
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        Files.writeString(
                folder.resolve("squid.conf"), """
                http_port 127.0.0.1:%2$d
                visible_hostname squid.test
                cache_effective_user %3$s
                pid_filename %1$s/squid.pid
                cache_log %1$s/cache.log
                access_log stdio:%1$s/access.log
                cache_store_log none
                coredump_dir %1$s
                pinger_enable off
                netdb_filename none
                cache deny all
                cache_mem 8 MB
                http_access allow all
                shutdown_lifetime 0 seconds
                icap_service_failure_limit -1
                %4$s
                """.formatted(folder, port, user, configuration), StandardCharsets.UTF_8);
    }

    private void start() throws IOException, InterruptedException {
        Process running = new ProcessBuilder(
                        program(),
                        "-N",
                        "-n", // names its shared memory, which two squids must not share
                        "gatehouse" + port,
                        "-f",
                        folder.resolve("squid.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        process = Optional.of(running);
        long giveUp = System.nanoTime() + STARTING_MOST.toNanos();
        while (System.nanoTime() - giveUp < 0) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException e) {
                // not yet
            }
            if (running.waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new IOException("squid does not answer: " + says());
    }

    private static String program() {
        // Debian keeps it where a user's path does not go
        return Files.isExecutable(Path.of("/usr/sbin/squid")) ? "/usr/sbin/squid" : "squid";
    }

    /**
     * Has curl ask for something through it.
     *
     * @param options of curl(1) beside those that it needs for the way
     * @return curl, whose output is the answer's body and then, on a line of its own, the three digits of its status
     * @throws IOException if curl cannot be started
     */
    public Process curl(String url, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "--max-time", "60", "--noproxy", ""));
        command.addAll(List.of("-x", "http://127.0.0.1:" + port, "-H", "Expect:", "-w", "\n%{http_code}"));
        command.addAll(List.of(options));
        command.add(url);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** What curl was answered through it; waits for it. */
    public WebAnswer fetch(String url, String... options) throws IOException {
        return WebAnswer.of(curl(url, options));
    }

    /** What it wrote, for messages of tests. */
    public String says() throws IOException {
        Path log = folder.resolve("cache.log");
        return Files.readString(folder.resolve("out"))
                + (Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "");
    }

    /** Ends it. */
    @Override
    public void close() {
        process.ifPresent(SquidPeer::end);
        process = Optional.empty();
    }

    /** Asked kindly, as it then takes its shared memory with it. */
    private static void end(Process running) {
        running.destroy();
        try {
            running.waitFor(ENDING_MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.destroyForcibly().onExit().join();
    }
}
