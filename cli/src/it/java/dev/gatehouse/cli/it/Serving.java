package dev.gatehouse.cli.it;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code gatehouse serve} that runs, with clamd's protocol, metrics and the operator's socket on places of its own. */
final class Serving implements AutoCloseable {

    static final String ONE = "Nothing you ever saw!";
    static final String TWO = "Second thing you saw!";

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Path folder;
    private final Path log;
    private final Process process;

    private Serving(Path folder, Path log, Process process) {
        this.folder = folder;
        this.log = log;
        this.process = process;
    }

    /** Writes a configuration and starts it, and waits until it serves. */
    static Serving in(Path folder, String... more) throws Exception {
        configure(folder, more);
        Serving serving = start(folder);
        serving.awaitLog("\"event\":\"started\"");
        return serving;
    }

    static void configure(Path folder, String... more) throws IOException {
        signatures(folder, "Test.One:0:*:" + hex(ONE));
        Files.writeString(folder.resolve("gatehouse.yaml"), """
                backends:
                  - type: builtin
                    signatures: %1$s/house.ndb
                    cache-folder: %1$s/cache
                gateway:
                  listeners:
                    - {name: mail, protocol: clamd, listen: '127.0.0.1:0'}
                  admin: %1$s/admin.sock
                  metrics: 127.0.0.1:0
                  reload-check: 200ms
                """.formatted(folder) + String.join("", more));
    }

    static Serving start(Path folder) throws IOException {
        Path log = folder.resolve("serve.log");
        Process process = new ProcessBuilder(
                        "env",
                        "--default-signal=INT,HUP,TERM",
                        Launched.launcher().toString(),
                        "serve",
                        "--config=" + folder.resolve("gatehouse.yaml"))
                .directory(folder.toFile())
                .redirectError(log.toFile())
                .redirectOutput(folder.resolve("serve.out").toFile())
                .start();
        return new Serving(folder, log, process);
    }

    static void signatures(Path folder, String... lines) throws IOException {
        Files.writeString(folder.resolve("house.ndb"), String.join("\n", lines) + "\n");
    }

    static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    /** Waits until a line of the log holds a text. */
    String awaitLog(String text) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (Files.exists(log)) {
                for (String line : log()) {
                    if (line.contains(text)) {
                        return line;
                    }
                }
            }
            if (!process.isAlive()) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("the log does not say " + text + " but " + Files.readString(log));
    }

    int port() throws Exception {
        return number("\"address\":\"tcp:127.0.0.1:(\\d+)\"");
    }

    private int number(String pattern) throws Exception {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(log));
        if (!matcher.find()) {
            throw new AssertionError("nothing in the log matches " + pattern);
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** What is told at a path of the port for metrics. */
    HttpResponse<String> http(String path) throws Exception {
        int port = number("\"metrics\":\"/127.0.0.1:(\\d+)\"");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /** The answer about a text, as one client gets it. */
    String ask(String text) throws Exception {
        try (Request request = request(text)) {
            return request.finish();
        }
    }

    /** A stream that is begun and not ended. */
    Request request(String text) throws Exception {
        return new Request(port(), text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Asks until an answer is as wanted. */
    void awaitAnswer(String text, String wanted) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String answer = ask(text);
        while (!answer.contains(wanted)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still " + answer + " and not " + wanted + ": " + log());
            }
            answer = ask(text);
        }
    }

    Launched.Result admin(String command) throws Exception {
        return Launched.in(folder).run("admin", command, "--config=" + folder.resolve("gatehouse.yaml"));
    }

    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it still runs");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** One client's INSTREAM. */
    static final class Request implements AutoCloseable {

        private final Socket socket = new Socket();
        private final DataOutputStream out;

        Request(int port, byte[] bytes) throws IOException {
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            socket.setSoTimeout((int) PATIENCE.toMillis());
            out = new DataOutputStream(socket.getOutputStream());
            out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
            out.writeInt(bytes.length);
            out.write(bytes);
            out.flush();
        }

        String finish() throws IOException {
            out.writeInt(0);
            out.flush();
            return new String(new DataInputStream(socket.getInputStream()).readAllBytes(), StandardCharsets.US_ASCII);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
