package dev.gatehouse.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A daemon that stays in the foreground, in a session of its own, with what it prints kept in a file. It ends with all
 * that it started.
 */
final class Program implements AutoCloseable {

    private static final Duration STARTING_MOST = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS_MILLIS = 20;

    private final String name;
    private final Process process;
    private final List<Path> logs;

    private Program(String name, Process process, List<Path> logs) {
        this.name = name;
        this.process = process;
        this.logs = logs;
    }

    /**
     * Starts a program.
     *
     * @param environment in addition to the process's own
     * @param logs further files that tell what went wrong
     */
    static Program start(Workplace place, Map<String, String> environment, List<Path> logs, List<String> command)
            throws IOException {
        String name = Path.of(command.getFirst()).getFileName().toString();
        Path printed = place.path(name + ".out");
        List<String> inSession = new ArrayList<>(List.of("setsid"));
        inSession.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(inSession)
                .directory(place.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(printed.toFile()));
        builder.environment().merge("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", (path, more) -> path + ":" + more);
        builder.environment().putAll(environment);
        List<Path> all = new ArrayList<>(List.of(printed));
        all.addAll(logs);
        return new Program(name, builder.start(), List.copyOf(all));
    }

    /** The command that runs another as an account; only root can, and for all others it is the command itself. */
    static List<String> as(String account, List<String> command) {
        if (!isRoot()) {
            return command;
        }
        List<String> all = new ArrayList<>(
                List.of("setpriv", "--reuid=" + account, "--regid=" + group(account), "--clear-groups"));
        all.addAll(command);
        return all;
    }

    private static String group(String account) {
        return account.equals("nobody") ? "nogroup" : account;
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Something that comes true. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Asks until it is so; what cannot be asked yet is not so. The program is ended if it does not come about. */
    void await(String what, Condition condition) throws IOException, InterruptedException {
        try {
            askUntil(what, condition);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void askUntil(String what, Condition condition) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + STARTING_MOST.toNanos();
        while (System.nanoTime() - giveUp < 0) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (IOException e) {
                // not yet
            }
            if (process.waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException(name + " ended: " + log());
            }
        }
        throw new IOException(name + " " + what + ": " + log());
    }

    /** Whether a server greets with these words on a port. */
    static boolean greets(int port, String greeting) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.setSoTimeout(2000);
            byte[] said = socket.getInputStream().readNBytes(greeting.length());
            return new String(said, StandardCharsets.US_ASCII).equals(greeting);
        }
    }

    /** Whether somebody listens on a port. */
    static boolean listens(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        }
    }

    /** All that it said. */
    String log() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path log : logs) {
            if (Files.exists(log)) {
                all.append(Files.readString(log, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    /** Ends it, and all that it started and that is still there, at once. */
    @Override
    public void close() {
        List<ProcessHandle> family =
                Stream.concat(process.descendants(), session()).toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        family.forEach(each -> each.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }

    /** Those whose parents ended before them are still in its session (proc(5), the sixth field of stat). */
    private Stream<ProcessHandle> session() {
        return ProcessHandle.allProcesses().filter(each -> {
            try {
                String stat = Files.readString(Path.of("/proc/" + each.pid() + "/stat"));
                return stat.substring(stat.lastIndexOf(')') + 2)
                        .split(" ", -1)[3]
                        .equals(Long.toString(process.pid()));
            } catch (IOException e) {
                return false; // it ended
            }
        });
    }
}
