package dev.gatehouse.gateway.operations;

import dev.gatehouse.confine.Linux;
import dev.gatehouse.confine.SystemCall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells systemd, where it started this process with {@code Type=notify} or {@code notify-reload}, how the process is:
 * sd_notify(3), one datagram a message to the socket that {@code NOTIFY_SOCKET} names. Does nothing where there is none,
 * and nothing that goes wrong here is worth a request.
 */
final class Supervisor implements AutoCloseable {

    // sys/socket.h of Linux, the same on every processor
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 02000000;
    private static final int ADDRESS_PATH_BYTES = 108;

    private final Optional<Linux> linux;
    private final String socket;
    private final Optional<Duration> watchdog;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** With the variables of the process. */
    Supervisor(Map<String, String> environment) {
        this.socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        this.linux = socket.startsWith("/") || socket.startsWith("@") ? Linux.here() : Optional.empty();
        this.watchdog = linux.isEmpty() ? Optional.empty() : watchdog(environment);
    }

    private static Optional<Duration> watchdog(Map<String, String> environment) {
        String pid = environment.getOrDefault("WATCHDOG_PID", "");
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        boolean ours = pid.isEmpty()
                || pid.equals(Long.toString(ProcessHandle.current().pid()));
        return ours && micros.matches("[1-9]\\d{0,15}")
                ? Optional.of(Duration.ofNanos(Long.parseLong(micros) * 1000))
                : Optional.empty();
    }

    /** Everything is open, and the listeners take clients. */
    void ready(String status) {
        send("READY=1\nSTATUS=" + status);
        watchdog.ifPresent(time -> Thread.ofVirtual().name("systemd-watchdog").start(() -> keepAlive(time)));
    }

    /** Another lineup is being opened; {@link #reloaded} follows. */
    void reloading() {
        // the clock of nanoTime on Linux is CLOCK_MONOTONIC, which is what is asked for
        send("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
    }

    /** A reload is over, well or not. */
    void reloaded(String status) {
        send("READY=1\nSTATUS=" + status);
    }

    /** No new request is taken. */
    void stopping(String status) {
        send("STOPPING=1\nSTATUS=" + status);
    }

    /** Twice as often as asked for, and from a virtual thread: it stops when the threads that carry those are stuck. */
    private void keepAlive(Duration time) {
        try {
            do {
                send("WATCHDOG=1");
            } while (!closing.await(time.toNanos() / 2, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(String message) {
        linux.ifPresent(kernel -> send(kernel, message.getBytes(StandardCharsets.UTF_8)));
    }

    private void send(Linux kernel, byte[] message) {
        byte[] path = socket.getBytes(StandardCharsets.UTF_8);
        if (path.length > ADDRESS_PATH_BYTES - 1) {
            return;
        }
        long descriptor = kernel.call(SystemCall.SOCKET, AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
        if (descriptor < 0) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(Short.BYTES + ADDRESS_PATH_BYTES, Short.BYTES);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, path.length);
            boolean named = path[0] == '/';
            if (!named) {
                // a name outside of the file system begins with a zero, and its length tells where it ends
                address.set(ValueLayout.JAVA_BYTE, Short.BYTES, (byte) 0);
            }
            long length = named ? address.byteSize() : Short.BYTES + path.length;
            if (kernel.call(SystemCall.CONNECT, descriptor, address.address(), length) == 0) {
                MemorySegment text = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
                kernel.call(SystemCall.WRITE, descriptor, text.address(), message.length);
            }
        } finally {
            kernel.call(SystemCall.CLOSE, descriptor);
        }
    }

    /** Lets the watchdog rest. Idempotent. */
    @Override
    public void close() {
        closing.countDown();
    }
}
