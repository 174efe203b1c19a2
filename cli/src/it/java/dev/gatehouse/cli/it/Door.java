package dev.gatehouse.cli.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where a listener of Gatehouse is reached, and what the system holds for it that it has not taken (ss(8)).
 *
 * @param port on 127.0.0.1
 * @param socket instead of the port
 */
record Door(int port, Optional<Path> socket) {

    private static final long PATIENCE_SECONDS = 60;
    private static final long BETWEEN_LOOKS_MILLIS = 10;

    /** As {@code listen:} has it. */
    String address() {
        return socket.map(path -> "unix:" + path).orElse("127.0.0.1:" + port);
    }

    /** Until somebody is connected, and the listener has taken all that was sent to it. */
    void awaitTaken() throws IOException, InterruptedException {
        await("nobody is connected, or not all is taken", () -> {
            List<Queue> queues = queues();
            return queues.size() > 1 && queues.stream().noneMatch(Queue::holds);
        });
    }

    /**
     * Until something waits: bytes that its process has not read, or a connection over the unix socket that it has not
     * accepted, of which the system does not tell the bytes.
     */
    void awaitWaiting() throws IOException, InterruptedException {
        await("nothing waits", () -> queues().stream().anyMatch(Queue::holds));
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private void await(String otherwise, Condition condition) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            if (System.nanoTime() - giveUp > 0) {
                throw new IOException(otherwise + " at " + address() + ": " + queues());
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
    }

    /** One of its sockets: that which listens, or that of a connection. */
    private record Queue(String state, long waiting) {
        boolean holds() {
            return waiting > 0;
        }
    }

    /** The columns are kind, state, receive queue, send queue and own address. */
    private List<Queue> queues() throws IOException {
        Process ss =
                new ProcessBuilder("ss", "-Hnatx").redirectErrorStream(true).start();
        String said = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields.length > 5 && isHere(fields[4]))
                .map(fields -> new Queue(fields[1], Long.parseLong(fields[2])))
                .toList();
    }

    private boolean isHere(String address) {
        return socket.map(path -> address.equals(path.toString())).orElse(address.endsWith(":" + port));
    }
}
