package dev.gatehouse.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ListenerTest {

    private static final ListenerSettings QUICK =
            new ListenerSettings("test", 4, Duration.ofMillis(300), Duration.ofMillis(300));
    private static final ListenerSettings PATIENT = ListenerSettings.named("test");

    @TempDir
    Path folder;

    private final BlockingQueue<String> troubles = new LinkedBlockingQueue<>();
    private final CountDownLatch inRequest = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void speaksWithClientsOnTcpAndOnAUnixSocket() throws Exception {
        try (Listener tcp = listener(Endpoint.of("127.0.0.1:0"), PATIENT);
                Listener unix = listener(Endpoint.of("unix:" + folder.resolve("s")), PATIENT)) {
            assertThat(echoed(client(tcp))).isEqualTo("hallo");
            assertThat(echoed(client(unix))).isEqualTo("hallo");
            assertThat(Files.getPosixFilePermissions(folder.resolve("s"))).hasSize(2);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void cutsOffAClientThatRests() throws Exception {
        try (Listener listener = listener(Endpoint.of("127.0.0.1:0"), QUICK);
                SocketChannel client = client(listener)) {
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(troubles.poll(5, TimeUnit.SECONDS)).contains("nothing came for 300 ms");
        }
    }

    @Test
    void endsIdleLinksAtOnceAndLetsARequestEnd() throws Exception {
        Listener listener = listener(Endpoint.of("127.0.0.1:0"), PATIENT);
        try (SocketChannel idle = client(listener);
                SocketChannel busy = client(listener)) {
            busy.write(StandardCharsets.US_ASCII.encode("wait!"));
            inRequest.await();
            listener.end();
            assertThat(idle.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(listener.await(Duration.ofMillis(50))).isFalse();
            release.countDown();
            assertThat(answer(busy)).isEqualTo("wait!");
            assertThat(listener.await(Duration.ofSeconds(5))).isTrue();
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    void replacesASocketThatNobodyListensOnAndNoOther() throws Exception {
        Path path = folder.resolve("s");
        Endpoint endpoint = Endpoint.of(path.toString());
        try (var left = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(path));
        }
        try (Listener listener = listener(endpoint, PATIENT)) {
            assertThat(echoed(client(listener))).isEqualTo("hallo");
            assertThatThrownBy(() -> ChannelDoorway.open(endpoint)).hasMessageContaining("somebody listens");
        }
        Files.writeString(path, "mine");
        assertThatThrownBy(() -> ChannelDoorway.open(endpoint)).hasMessageContaining("no socket");
        assertThat(Files.readString(path)).isEqualTo("mine");
    }

    @Test
    void givesASocketTheModeThatIsAskedFor() throws Exception {
        Path path = folder.resolve("s");
        try (Doorway _ = ChannelDoorway.open(new Endpoint.Unix(path, Optional.of("rw-rw-rw-"), Optional.empty()))) {
            assertThat(Files.getPosixFilePermissions(path)).hasSize(6);
        }
    }

    @Test
    void tellsWhichAddressIsNone() {
        assertThatThrownBy(() -> Endpoint.of("3310")).hasMessageContaining("HOST:PORT");
        assertThatThrownBy(() -> Endpoint.of("127.0.0.1:port")).hasMessageContaining("no port");
        assertThatThrownBy(() -> Endpoint.of("unix:here")).hasMessageContaining("absolute");
        assertThat(Endpoint.of("[::1]:25")).hasToString("tcp:[0:0:0:0:0:0:0:1]:25");
    }

    private Listener listener(Endpoint endpoint, ListenerSettings settings) throws IOException {
        return Listener.start(ChannelDoorway.open(endpoint), settings, new Echo(), new Witness() {
            @Override
            public void served(Served served) {
                throw new AssertionError("an echo serves nothing");
            }

            @Override
            public void troubled(String listener, String link, String message) {
                troubles.add(message);
            }

            @Override
            public void faulted(String listener, String link, Throwable fault) {
                troubles.add(fault.toString());
            }
        });
    }

    private static SocketChannel client(Listener listener) throws IOException {
        return switch (listener.endpoint()) {
            case Endpoint.Tcp tcp -> SocketChannel.open(tcp.address());
            case Endpoint.Unix unix -> SocketChannel.open(UnixDomainSocketAddress.of(unix.path()));
        };
    }

    private static String echoed(SocketChannel client) throws IOException {
        try (client) {
            client.write(StandardCharsets.US_ASCII.encode("hallo"));
            return answer(client);
        }
    }

    private static String answer(SocketChannel client) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(5);
        int count = 0;
        while (answer.hasRemaining() && count >= 0) {
            count = client.read(answer);
        }
        return StandardCharsets.US_ASCII.decode(answer.flip()).toString();
    }

    /** Sends five bytes back, and rests before it does where they ask for that. */
    private final class Echo implements Protocol {

        @Override
        public String name() {
            return "echo";
        }

        @Override
        public void serve(Link link) throws IOException, InterruptedException {
            ByteBuffer bytes = ByteBuffer.allocate(5);
            while (link.readFirst(bytes) >= 0) {
                int count = 0;
                while (bytes.hasRemaining() && count >= 0) {
                    count = link.read(bytes);
                }
                if (StandardCharsets.US_ASCII.decode(bytes.flip()).toString().equals("wait!")) {
                    inRequest.countDown();
                    release.await();
                }
                link.write(bytes.rewind());
                bytes.clear();
            }
        }
    }
}
