package dev.gatehouse.benchmarks.compare;

import dev.gatehouse.benchmarks.ChildProcess;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** ClamAV's daemon with a database, from when it is ready until it is closed. Reached by a socket in its own folder. */
final class Clamd implements AutoCloseable {

    private static final double TICKS_PER_SECOND = 100;
    private static final long START_NANOS = 300_000_000_000L;

    private final Process process;
    private final Path configuration;

    private Clamd(Process process, Path configuration) {
        this.process = process;
        this.configuration = configuration;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param prefix what its command begins with
     * @throws IOException if it is not ready within five minutes
     */
    static Clamd start(Database database, Path folder, List<String> prefix) throws IOException {
        Files.createDirectories(folder);
        Path socket = folder.resolve("clamd.sock");
        Files.deleteIfExists(socket);
        Path configuration = folder.resolve("clamd.conf");
        Files.writeString(configuration, """
                Foreground yes
                DatabaseDirectory %s
                TemporaryDirectory %s
                LocalSocket %s
                MaxFileSize 2000M
                MaxScanSize 4000M
                MaxFiles 1000000
                MaxRecursion 32
                MaxScanTime 0
                Bytecode no
                SelfCheck 86400
                ConcurrentDatabaseReload no
                """.formatted(database.folder(), folder, socket));
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("clamd", "--config-file=" + configuration));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("clamd.out").toFile())
                .start();
        Clamd daemon = new Clamd(process, configuration);
        try {
            daemon.await(socket, folder.resolve("clamd.out"));
        } catch (IOException e) {
            daemon.close();
            throw e;
        }
        return daemon;
    }

    private void await(Path socket, Path log) throws IOException {
        long end = System.nanoTime() + START_NANOS;
        while (!answers(socket)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException(
                        "clamd did not get ready: " + Files.readString(log).strip());
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static boolean answers(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The command that asks it to scan. */
    List<String> client() {
        return List.of("clamdscan", "--config-file=" + configuration, "--fdpass", "-i", "--no-summary");
    }

    /** Processor time that it has used so far, in user and system mode; fields 14 and 15 of proc(5)'s stat. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** The most that was ever resident, in kilobytes. */
    long peakKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        process.destroy();
        ChildProcess.await(process);
    }
}
