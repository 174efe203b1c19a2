package dev.gatehouse.backend.clamd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.tck.TestSubject;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A daemon that greets like clamd and then talks nonsense, as the real one cannot be made to. */
class MisbehavingDaemonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1: stream: MAYBE\0",
                "1: \0",
                "1: OK\0",
                "stream: OK\0",
                "2: stream: OK\0",
                "99999999999: stream: OK\0",
                "1: stream: OK\n",
                "1: stream: OK",
                "\0\0\0\0",
                ""
            })
    void isNeverBelievedWhenItTalksNonsense(String answer) throws Exception {
        try (Daemon daemon = new Daemon(answer, true);
                Backend backend = daemon.backend()) {
            assertThat(scan(backend, 10)).isInstanceOf(ScanOutcome.Failed.class);
        }
    }

    @Test
    void isBelievedWhenItTalksSense() throws Exception {
        try (Daemon daemon = new Daemon("1: stream: OK\0", true);
                Backend backend = daemon.backend()) {
            assertThat(scan(backend, 10)).isInstanceOf(ScanOutcome.Clean.class);
        }
    }

    @Test
    void isNotBelievedBeforeItHasAllBytes() throws Exception {
        try (Daemon daemon = new Daemon("1: stream: OK\0", false);
                Backend backend = daemon.backend()) {
            // more than the sockets hold between them
            assertThat(scan(backend, 20_000_000)).isInstanceOf(ScanOutcome.Failed.class);
        }
    }

    @Test
    void isGivenUpWhenItFloods() throws Exception {
        try (Daemon daemon = new Daemon("x".repeat(1 << 20), true);
                Backend backend = daemon.backend()) {
            assertThat(scan(backend, 10))
                    .isInstanceOfSatisfying(
                            ScanOutcome.Failed.class,
                            failed -> assertThat(failed.reason().code()).isEqualTo(ReasonCode.BACKEND_UNAVAILABLE));
        }
    }

    private static ScanOutcome scan(Backend backend, int size) {
        return backend.scan(
                TestSubject.of("zeros", new byte[size]), new ScanContext(Deadline.after(Duration.ofSeconds(5)), false));
    }

    /** Answers the same in every session. */
    private static final class Daemon implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final String answer;
        private final boolean readsFirst;

        /** With an answer, given when the subject is read or before. */
        Daemon(String answer, boolean readsFirst) throws IOException {
            this.answer = answer;
            this.readsFirst = readsFirst;
            threads.execute(this::accept);
        }

        Backend backend() throws Exception {
            return new ClamdProvider()
                    .open(new BackendConfiguration(
                            "guard",
                            Map.of(
                                    "address",
                                    List.of("127.0.0.1:" + server.getLocalPort()),
                                    "max-file-size",
                                    List.of("100M"),
                                    "reconnect-for",
                                    List.of("0"))));
        }

        private void accept() {
            try {
                while (true) {
                    Socket socket = server.accept();
                    threads.execute(() -> serve(socket));
                }
            } catch (IOException e) {
                // the test is over
            }
        }

        private void serve(Socket socket) {
            try (socket;
                    DataInputStream in = new DataInputStream(socket.getInputStream())) {
                String command = command(in);
                if (command.equals("zVERSION")) {
                    socket.getOutputStream().write("ClamAV 1.4.6\0".getBytes(StandardCharsets.US_ASCII));
                    return;
                }
                // zIDSESSION, then zINSTREAM
                command(in);
                if (readsFirst) {
                    for (int length = in.readInt(); length > 0; length = in.readInt()) {
                        in.skipNBytes(length);
                    }
                }
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                in.readAllBytes();
            } catch (IOException e) {
                // the backend hung up
            }
        }

        private static String command(DataInputStream in) throws IOException {
            StringBuilder command = new StringBuilder();
            for (int next = in.readUnsignedByte(); next != 0; next = in.readUnsignedByte()) {
                command.append((char) next);
            }
            return command.toString();
        }

        @Override
        public void close() throws IOException {
            server.close();
            threads.shutdownNow();
        }
    }
}
