package dev.gatehouse.gateway.peers;

import dev.gatehouse.gateway.clamd.ClamdClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Gatehouse in a process of its own, which can be killed. */
final class GatewayProcess implements AutoCloseable {

    private static final String READY = "listening";

    private final Process process;

    private GatewayProcess(Process process) {
        this.process = process;
    }

    /** Starts it; returns when it listens. */
    static GatewayProcess start(Path folder, ClamdClient client, int port) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GatewayProcess.class.getName(),
                        folder.toString(),
                        client.name(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.equals(READY)) {
                return new GatewayProcess(process);
            }
            all.append(line).append('\n');
        }
        throw new IOException("the gateway ended: " + all);
    }

    /** Makes it take connections and say nothing. */
    void freeze() throws IOException, InterruptedException {
        if (new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                        .start()
                        .waitFor()
                != 0) {
            throw new IOException("cannot stop process " + process.pid());
        }
    }

    /** Kills it. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Serves until it is killed, or until its parent, which holds its input, ends. */
    static void main(String[] arguments) throws Exception {
        Engine.gatehouse(
                Path.of(arguments[0]), ClamdClient.valueOf(arguments[1]), List.of(), Integer.parseInt(arguments[2]));
        System.out.println(READY);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while (in.readLine() != null) {
                // nothing comes
            }
        }
        System.exit(0);
    }
}
