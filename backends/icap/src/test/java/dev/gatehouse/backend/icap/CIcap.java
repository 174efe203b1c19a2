package dev.gatehouse.backend.icap;

import dev.gatehouse.tck.Peer;
import dev.gatehouse.tck.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The real c-icap with its virus_scan service and a clamd behind it, in a folder of the test's own. */
final class CIcap implements Peer, AutoCloseable {

    static final String EICAR_NAME = "Eicar-Test-Signature.UNOFFICIAL";
    /** Larger files are let pass unscanned by the service {@code limited}. */
    static final int LIMIT_BYTES = 1 << 20;
    /** From here on c-icap begins to send a file back while it comes. */
    static final int TRICKLE_BYTES = 2 << 20;

    private static final Duration STARTING = Duration.ofSeconds(30);

    private final Path folder;
    private final int port;
    private final List<Process> clamd = new ArrayList<>();
    private final List<Process> icap = new ArrayList<>();

    private CIcap(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    static CIcap start(Path folder) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        CIcap server = new CIcap(folder, port);
        server.writeFiles();
        server.startClamd();
        server.start();
        return server;
    }

    static Sample eicar() {
        return Sample.eicar(EICAR_NAME);
    }

    int port() {
        return port;
    }

    String url(String service) {
        return "icap://127.0.0.1:" + port + "/" + service;
    }

    private void writeFiles() throws IOException {
        Files.createDirectories(folder.resolve("db"));
        Files.createDirectories(folder.resolve("tmp"));
        Files.writeString(
                folder.resolve("db/test.ndb"),
                "Eicar-Test-Signature:0:0:" + HexFormat.of().formatHex(eicar().bytes()) + "\n");
        Files.writeString(folder.resolve("clamd.conf"), """
                Foreground yes
                LogFile %1$s/clamd.log
                DatabaseDirectory %1$s/db
                TemporaryDirectory %1$s/tmp
                LocalSocket %1$s/clamd.sock
                FixStaleSocket yes
                """.formatted(folder));
        Files.writeString(
                folder.resolve("c-icap.conf"), """
                PidFile %1$s/c-icap.pid
                CommandsSocket %1$s/c-icap.ctl
                Timeout 60
                MaxKeepAliveRequests 1000
                KeepAliveTimeout 60
                StartServers 1
                MaxServers 1
                MinSpareThreads 1
                MaxSpareThreads 40
                ThreadsPerChild 40
                MaxRequestsPerChild 0
                Port 127.0.0.1:%2$d
                TmpDir %1$s/tmp
                MaxMemObject 131072
                DebugLevel 0
                Pipelining on
                SupportBuggyClients off
                ModulesDir %3$s
                ServicesDir %3$s
                TemplateDir /usr/share/c_icap/templates/
                TemplateDefaultLanguage en
                LoadMagicFile /etc/c-icap/c-icap.magic
                ServerLog %1$s/server.log
                AccessLog %1$s/access.log
                Service echo srv_echo.so
                Service ex206 srv_ex206.so
                Service antivirus_module virus_scan.so
                ServiceAlias avscan virus_scan?allow204=on&sizelimit=off&mode=simple
                ServiceAlias limited virus_scan?allow204=on&sizelimit=on&mode=simple
                ServiceAlias returning virus_scan?allow204=off&sizelimit=off&mode=simple
                virus_scan.ScanFileTypes TEXT DATA EXECUTABLE ARCHIVE JPEG MSOFFICE
                virus_scan.SendPercentData 5
                virus_scan.StartSendPercentDataAfter %4$d
                virus_scan.MaxObjectSize %5$d
                Module common clamd_mod.so
                clamd_mod.ClamdSocket %1$s/clamd.sock
                """.formatted(folder, port, modules(), TRICKLE_BYTES, LIMIT_BYTES));
    }

    /** Debian keeps libraries in a folder for the machine's kind. */
    private static Path modules() throws IOException {
        try (DirectoryStream<Path> kinds = Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu*")) {
            for (Path kind : kinds) {
                if (Files.exists(kind.resolve("c_icap/virus_scan.so"))) {
                    return kind.resolve("c_icap");
                }
            }
        }
        throw new IllegalStateException("c-icap's virus_scan is missing: apt-get install libc-icap-mod-virus-scan");
    }

    void startClamd() throws Exception {
        clamd.add(run("clamd", "clamd", "--config-file=" + folder.resolve("clamd.conf")));
        await("clamd", () -> {
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                return channel.connect(UnixDomainSocketAddress.of(folder.resolve("clamd.sock")));
            }
        });
    }

    void stopClamd() {
        end(clamd);
    }

    /** The clamd behind it, as a peer of its own. */
    Peer scanner() {
        return new Peer() {
            @Override
            public void stop() {
                stopClamd();
            }

            @Override
            public void start() throws Exception {
                startClamd();
            }
        };
    }

    @Override
    public void start() throws Exception {
        // a killed one leaves it behind, and the next takes whoever has its number now for a server
        Files.deleteIfExists(folder.resolve("c-icap.pid"));
        icap.add(run(
                "c-icap", "c-icap", "-N", "-f", folder.resolve("c-icap.conf").toString()));
        await("c-icap", () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                socket.setSoTimeout(2000);
                socket.getOutputStream()
                        .write("OPTIONS icap://127.0.0.1/avscan ICAP/1.0\r\nHost: 127.0.0.1\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                InputStream in = socket.getInputStream();
                return new String(in.readNBytes(12), StandardCharsets.US_ASCII).equals("ICAP/1.0 200");
            }
        });
    }

    @Override
    public void stop() throws Exception {
        end(icap);
        await("c-icap", this::refuses);
    }

    @Override
    public boolean freezes() {
        return true;
    }

    @Override
    public void freeze() throws Exception {
        signal("STOP");
    }

    @Override
    public void thaw() throws Exception {
        signal("CONT");
    }

    private void signal(String signal) throws Exception {
        for (Process process : icap) {
            List<String> command = new ArrayList<>(List.of("kill", "-" + signal, Long.toString(process.pid())));
            process.descendants().forEach(child -> command.add(Long.toString(child.pid())));
            new ProcessBuilder(command).inheritIO().start().waitFor();
        }
    }

    /** c-icap serves from a child process, which outlives it when it is killed. */
    private static void end(List<Process> processes) {
        for (Process process : processes) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
        processes.clear();
    }

    private boolean refuses() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }

    @Override
    public void close() {
        end(icap);
        stopClamd();
    }

    private Process run(String name, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().merge("PATH", "/usr/sbin:/usr/bin", (old, more) -> old + ":" + more);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".out").toFile()));
        return builder.start();
    }

    private void await(String what, Callable<Boolean> ready) throws Exception {
        long giveUp = System.nanoTime() + STARTING.toNanos();
        while (System.nanoTime() - giveUp < 0) {
            try {
                if (ready.call()) {
                    return;
                }
            } catch (IOException e) {
                // not yet
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IllegalStateException(
                what + " is not as it should be: " + Files.readString(folder.resolve(what + ".out")));
    }
}
