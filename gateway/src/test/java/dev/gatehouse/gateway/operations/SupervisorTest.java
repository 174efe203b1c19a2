package dev.gatehouse.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.confine.Linux;
import dev.gatehouse.confine.SystemCall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SupervisorTest {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int ADDRESS_BYTES = 110;

    @TempDir
    Path folder;

    @Test
    void tellsSystemdHowTheProcessIs() {
        Path socket = folder.resolve("notify");
        try (Receiver receiver = new Receiver(socket.toString(), false);
                Supervisor supervisor = new Supervisor(Map.of("NOTIFY_SOCKET", socket.toString()))) {
            long before = System.nanoTime() / 1000;
            supervisor.ready("serving");
            supervisor.reloading();
            supervisor.stopping("ending");
            assertThat(receiver.next()).isEqualTo("READY=1\nSTATUS=serving");
            String reloading = receiver.next();
            assertThat(reloading).startsWith("RELOADING=1\nMONOTONIC_USEC=");
            assertThat(Long.parseLong(reloading.substring(reloading.lastIndexOf('=') + 1)))
                    .isBetween(before, System.nanoTime() / 1000);
            assertThat(receiver.next()).isEqualTo("STOPPING=1\nSTATUS=ending");
        }
    }

    @Test
    void keepsTheWatchdogQuiet() {
        Path socket = folder.resolve("notify");
        try (Receiver receiver = new Receiver(socket.toString(), false);
                Supervisor supervisor =
                        new Supervisor(Map.of("NOTIFY_SOCKET", socket.toString(), "WATCHDOG_USEC", "100000"))) {
            supervisor.ready("serving");
            assertThat(receiver.next()).startsWith("READY=1");
            assertThat(receiver.next()).isEqualTo("WATCHDOG=1");
            assertThat(receiver.next()).isEqualTo("WATCHDOG=1");
        }
    }

    @Test
    void speaksToSocketsThatAreNoFiles() {
        String name = "@gatehouse-test-" + ProcessHandle.current().pid();
        try (Receiver receiver = new Receiver(name.substring(1), true);
                Supervisor supervisor = new Supervisor(Map.of("NOTIFY_SOCKET", name))) {
            supervisor.reloaded("serving");
            assertThat(receiver.next()).isEqualTo("READY=1\nSTATUS=serving");
        }
    }

    @Test
    void isSilentWhereNobodyListens() {
        try (Supervisor supervisor = new Supervisor(Map.of("NOTIFY_SOCKET", folder + "/nobody"))) {
            supervisor.ready("serving");
        }
        try (Supervisor supervisor = new Supervisor(Map.of())) {
            supervisor.stopping("ending");
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** A datagram socket, which Java has not: systemd's end. */
    private static final class Receiver implements AutoCloseable {

        private final Linux linux = Linux.here().orElseThrow();
        private final long descriptor = linux.call(SystemCall.SOCKET, AF_UNIX, SOCK_DGRAM, 0);

        Receiver(String name, boolean nameless) {
            try (Arena arena = Arena.ofConfined()) {
                byte[] path = name.getBytes(StandardCharsets.UTF_8);
                int offset = Short.BYTES + (nameless ? 1 : 0);
                MemorySegment address = arena.allocate(ADDRESS_BYTES, 2);
                address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
                MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, offset, path.length);
                assertThat(linux.call(SystemCall.BIND, descriptor, address.address(), offset + path.length))
                        .isZero();
            }
        }

        String next() {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment room = arena.allocate(4096);
                long count = linux.call(SystemCall.READ, descriptor, room.address(), room.byteSize());
                return new String(room.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
            }
        }

        @Override
        public void close() {
            linux.call(SystemCall.CLOSE, descriptor);
        }
    }
}
