package dev.gatehouse.benchmarks.gateway;

import dev.gatehouse.benchmarks.ChildProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A server that answers clamd's protocol, from when it is ready until it is closed.
 *
 * @param name what tables call it
 * @param process the server
 * @param door where it answers
 */
record Daemon(String name, Process process, Door door) implements AutoCloseable {

    private static final long START_NANOS = 300_000_000_000L;

    /** The configuration of Debian's package where it is not said otherwise. */
    static Daemon clamd(Path database, Path folder, Door door, int threads) throws IOException {
        Files.createDirectories(folder);
        Path configuration = folder.resolve("clamd.conf");
        Files.writeString(configuration, """
                # as Debian's package sets it up
                Foreground yes
                ReadTimeout 180
                MaxQueue 100
                IdleTimeout 30
                StreamMaxLength 25M
                SelfCheck 3600
                # of this measurement
                DatabaseDirectory %s
                TemporaryDirectory %s
                %s
                MaxThreads %d
                DisableCache yes
                # what Gatehouse does not do is not done here either
                PhishingSignatures no
                PhishingScanURLs no
                Bytecode no
                """.formatted(
                        database,
                        folder,
                        door.unix() ? "LocalSocket " + door.text() : "TCPSocket " + door.text() + "\nTCPAddr 127.0.0.1",
                        threads));
        return start("clamd", List.of("clamd", "--config-file=" + configuration), folder, door);
    }

    /** {@code gatehouse serve} with one listener. */
    static Daemon gatehouse(Path launcher, Path compiled, Path folder, Door door) throws IOException {
        Files.createDirectories(folder);
        Path configuration = folder.resolve("gatehouse.yaml");
        Files.writeString(configuration, """
                backends:
                  - type: builtin
                    signatures: [%s]
                    bundled: false
                gateway:
                  cache: 0
                  listeners:
                    - name: clamd
                      protocol: clamd
                      listen: %s
                """.formatted(compiled, door.endpoint()));
        return start("gatehouse", List.of(launcher.toString(), "serve", "--config=" + configuration), folder, door);
    }

    private static Daemon start(String name, List<String> command, Path folder, Door door) throws IOException {
        if (door.unix()) {
            Files.deleteIfExists(Path.of(door.text()));
        }
        Path log = folder.resolve(name + ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Daemon daemon = new Daemon(name, process, door);
        long end = System.nanoTime() + START_NANOS;
        while (!daemon.answers()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                daemon.close();
                throw new IOException(
                        name + " did not get ready: " + Files.readString(log).strip());
            }
            LockSupport.parkNanos(20_000_000);
        }
        return daemon;
    }

    private boolean answers() {
        try (SocketChannel channel = door.open()) {
            channel.write(ByteBuffer.wrap("zPING\0".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(5);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                // up to the whole of PONG and its end
            }
            return !answer.hasRemaining();
        } catch (IOException notYet) {
            return false;
        }
    }

    ProcessFacts facts() {
        return new ProcessFacts(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        ChildProcess.await(process);
    }
}
