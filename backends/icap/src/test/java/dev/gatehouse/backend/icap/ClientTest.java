package dev.gatehouse.backend.icap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.tck.TestSubject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, with a server that does as it is told. */
@Timeout(60)
class ClientTest {

    private static final String OPTIONS = "Methods: RESPMOD\r\nISTag: \"one\"\r\nAllow: 204, 206\r\nPreview: 8\r\n";
    private static final byte[] NOTHING = ascii("ICAP/1.0 204 No Content\r\n\r\n");
    private static final byte[] FILE = ascii("0123456789");
    private static final String ORIGINAL_HEAD = "HTTP/1.1 200 OK\r\n\r\n";

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A RESPMOD answer with chunks as given. */
    private static byte[] answer(int status, String fields, String http, String chunks) {
        return ascii("ICAP/1.0 " + status + " OK\r\n" + fields + "Encapsulated: res-hdr=0, res-body=" + http.length()
                + "\r\n\r\n" + http + chunks);
    }

    private static ScriptedServer.Request sent(String options, byte[] file, String... settings) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(options, _ -> NOTHING);
                Backend backend = Backends.open(server.url("scan"), settings)) {
            assertThat(Backends.said(Backends.scan(backend, file))).isEqualTo("Clean");
            return server.requests().getFirst();
        }
    }

    @Test
    void holdsTheLastByteBackFromThePreview() throws Exception {
        assertThat(sent(OPTIONS, ascii("01234567")).preview()).isEqualTo(7);
        assertThat(sent(OPTIONS, FILE).preview()).isEqualTo(8);
        assertThat(sent(OPTIONS, ascii("0")).preview()).isZero();
    }

    @Test
    void saysThatThePreviewIsAllOnlyWhenItIs() throws Exception {
        assertThat(sent(OPTIONS, new byte[0]).ieof()).isTrue();
        assertThat(sent(OPTIONS, ascii("01234567")).ieof()).isFalse();
        assertThat(sent(OPTIONS, ascii("01234567"), "preview", "whole").ieof()).isTrue();
        assertThat(sent(OPTIONS, FILE, "preview", "whole").ieof()).isFalse();
    }

    @Test
    void sendsNoPreviewThatTheServiceDoesNotAskForOrTheOperatorForbids() throws Exception {
        assertThat(sent("Methods: RESPMOD\r\n", FILE).preview()).isEqualTo(-1);
        assertThat(sent(OPTIONS, FILE, "preview", "off").preview()).isEqualTo(-1);
    }

    @Test
    void sendsThePreviewThatAnswersWithinReason() throws Exception {
        byte[] file = new byte[300_000];

        assertThat(sent("Methods: RESPMOD\r\nPreview: 999999999\r\n", file).preview())
                .isEqualTo(Bounds.PREVIEW_BYTES);
    }

    @Test
    void tellsNoNameUnlessItIsAskedTo() throws Exception {
        assertThat(sent(OPTIONS, FILE).http()).contains("GET http://gatehouse.invalid/file HTTP/1.1\r\n");
        assertThat(sent(OPTIONS, FILE, "send-name", "true").http())
                .contains("GET http://gatehouse.invalid/sample HTTP/1.1\r\n");
    }

    @Test
    void sendsTheHeadersOfTheOperator() throws Exception {
        assertThat(sent(OPTIONS, FILE, "header", "X-Client-IP: 192.0.2.1", "header", "DrWeb-Get-Scan-Status: Yes")
                        .icap())
                .contains("\r\nX-Client-IP: 192.0.2.1\r\nDrWeb-Get-Scan-Status: Yes\r\n");
    }

    @Test
    void allowsWhatTheServiceAllows() throws Exception {
        assertThat(sent(OPTIONS, FILE).icap()).contains("\r\nAllow: 204, 206\r\n");
        assertThat(sent("Allow: 204\r\n", FILE).icap()).contains("\r\nAllow: 204\r\n");
        assertThat(sent("Allow: 206\r\nAllow: 204\r\n", FILE).icap()).contains("\r\nAllow: 204, 206\r\n");
    }

    @Test
    void scansOneFileAfterAnotherOverOneConnection() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(OPTIONS, _ -> NOTHING);
                Backend backend = Backends.open(server.url("scan"))) {
            for (int i = 0; i < 50; i++) {
                assertThat(Backends.said(Backends.scan(backend, FILE))).isEqualTo("Clean");
            }
            // one for the options, one for the files
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void opensANewConnectionWhenTheServerClosesTheOldOne() throws Exception {
        byte[] closing = ascii("ICAP/1.0 204 No Content\r\nConnection: close\r\n\r\n");
        try (ScriptedServer server = ScriptedServer.start(OPTIONS, _ -> closing);
                Backend backend = Backends.open(server.url("scan"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(Backends.said(Backends.scan(backend, FILE))).isEqualTo("Clean");
            }
            assertThat(server.connections()).isEqualTo(6);
        }
    }

    @Test
    void opensNoMoreConnectionsThanTheServiceAllows() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ScriptedServer.Script script = _ -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            now.decrementAndGet();
            return NOTHING;
        };
        try (ScriptedServer server = ScriptedServer.start(OPTIONS + "Max-Connections: 3\r\n", script);
                Backend backend = Backends.open(server.url("scan"), "connections", "50");
                ExecutorService executor = Executors.newFixedThreadPool(16)) {
            List<Future<ScanOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                outcomes.add(executor.submit(() -> Backends.scan(backend, FILE)));
            }
            for (Future<ScanOutcome> outcome : outcomes) {
                assertThat(Backends.said(outcome.get())).isEqualTo("Clean");
            }
            assertThat(most.get()).isLessThanOrEqualTo(3);
            assertThat(server.connections()).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void givesUpWaitingForAConnectionWhenItIsCancelled() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        ScriptedServer.Script script = _ -> {
            asked.countDown();
            awaitQuietly(answer);
            return NOTHING;
        };
        try (ScriptedServer server = ScriptedServer.start(OPTIONS, script);
                Backend backend = Backends.open(server.url("scan"), "connections", "1");
                ExecutorService executor = Executors.newCachedThreadPool()) {
            Future<ScanOutcome> first = executor.submit(() -> Backends.scan(backend, FILE));
            asked.await();
            Deadline deadline = Deadline.none();
            Future<ScanOutcome> second = executor.submit(
                    () -> backend.scan(TestSubject.of("second", FILE), new ScanContext(deadline, false)));

            deadline.cancel();

            assertThat(Backends.said(second.get(5, TimeUnit.SECONDS))).isEqualTo("Failed cancelled");
            answer.countDown();
            assertThat(Backends.said(first.get())).isEqualTo("Clean");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void takesOverTheNewTagOfAnAnswer() throws Exception {
        byte[] answer = ascii("ICAP/1.0 204 No Content\r\nISTag: \"two\"\r\n\r\n");
        try (ScriptedServer server = ScriptedServer.start(OPTIONS, _ -> answer);
                Backend backend = Backends.open(server.url("scan"))) {
            assertThat(backend.identity().signatureVersion()).isEqualTo("one");
            Backends.scan(backend, FILE);
            assertThat(backend.identity().signatureVersion()).isEqualTo("two");
        }
    }

    @Test
    void tellsTheDateOfTheSignaturesWhereTheTagHoldsIt() throws Exception {
        String options = "Methods: RESPMOD\r\nServer: F-Secure ICAP Server\r\nISTag: \"FSAV-2025-08-18_06\"\r\n";
        try (ScriptedServer server = ScriptedServer.start(options, _ -> NOTHING);
                Backend backend = Backends.open(server.url(""), "profile", "withsecure")) {
            assertThat(backend.identity().signatureTime()).contains(Instant.parse("2025-08-18T00:00:00Z"));
            assertThat(backend.identity().engineVersion()).isEqualTo("F-Secure ICAP Server");
        }
    }

    @Test
    void asksForTheOptionsAgainWhenTheyExpire() throws Exception {
        byte[] closing = ascii("ICAP/1.0 204 No Content\r\nConnection: close\r\n\r\n");
        try (ScriptedServer server = ScriptedServer.start(OPTIONS + "Options-TTL: 0\r\n", _ -> closing);
                Backend backend = Backends.open(server.url("scan"))) {
            Backends.scan(backend, FILE);
            Backends.scan(backend, FILE);
            assertThat(server.connections()).isEqualTo(5);
        }
    }

    @Test
    void refusesAServiceWithoutTheMethod() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("Methods: REQMOD\r\n", _ -> NOTHING)) {
            assertThatThrownBy(() -> Backends.open(server.url("scan")).close())
                    .isInstanceOf(BackendUnavailableException.class)
                    .hasMessageContaining("RESPMOD")
                    .hasMessageContaining("REQMOD");
        }
    }

    @Test
    void doesNotBelieveAServerThatDoesNotFindTheTestFileAnyMore() throws Exception {
        AtomicInteger count = new AtomicInteger();
        byte[] found = ascii("ICAP/1.0 204 No Content\r\nX-Virus-ID: EICAR\r\n\r\n");
        // licensed when it is opened, and not when its options have expired
        ScriptedServer.Script script = _ -> count.getAndIncrement() == 0 ? found : NOTHING;
        try (ScriptedServer server = ScriptedServer.start(OPTIONS + "Options-TTL: 0\r\n", script);
                Backend backend = Backends.open(server.url("scan"), "profile", "trellix")) {
            assertThat(Backends.said(Backends.scan(backend, FILE))).isEqualTo("Failed backend-error");
            assertThat(Backends.said(Backends.scan(backend, FILE))).isEqualTo("Failed backend-error");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "206, '0; use-original-body=0', Clean",
        "206, '4\r\n0123\r\n0; use-original-body=4', Clean",
        "206, '4\r\n0123\r\n0;x=y;use-original-body=4', Clean",
        "206, '4\r\n0123\r\n0; use-original-body=5', Incomplete backend-error",
        "206, '4\r\n012x\r\n0; use-original-body=4', Incomplete backend-error",
        "206, '4\r\n0123\r\n0', Incomplete backend-error",
        "206, '4\r\n0123\r\n0; use-original-body=four', Failed backend-error",
        "200, '4\r\n0123\r\n0; use-original-body=4', Failed backend-error",
        "200, 'A\r\n0123456789\r\n0', Clean",
        "200, '00a ;ext=\"v\"\r\n0123456789\r\n0;more', Clean",
        "200, '3\r\n012\r\n7;name\r\n3456789\r\n0', Clean",
        "200, '9\r\n012345678\r\n0', Incomplete backend-error",
        "200, 'b\r\n01234567890\r\n0', Incomplete backend-error",
        "200, '9\r\n0123456789\r\n0', Failed backend-error",
        "200, '-1\r\n0\r\n0', Failed backend-error",
        "200, 'ffffffffffffffff\r\n0\r\n0', Failed backend-error",
        "200, 'zz\r\n0\r\n0', Failed backend-error",
    })
    void readsChunksAndTheirExtensions(int status, String chunks, String expected) throws Exception {
        byte[] answer = answer(status, "", ORIGINAL_HEAD, chunks + "\r\n\r\n");
        try (ScriptedServer server = ScriptedServer.start(OPTIONS, _ -> answer);
                Backend backend = Backends.open(server.url("scan"))) {
            assertThat(Backends.said(Backends.scan(backend, FILE))).isEqualTo(expected);
        }
    }

    @Test
    void readsWhatIsFoundInTheTrailers() throws Exception {
        byte[] answer = answer(200, "", ORIGINAL_HEAD, "a\r\n0123456789\r\n0\r\nX-Virus-ID: Late.Virus\r\n\r\n");
        try (ScriptedServer server = ScriptedServer.start(OPTIONS, _ -> answer);
                Backend backend = Backends.open(server.url("scan"))) {
            assertThat(Backends.said(Backends.scan(backend, FILE))).isEqualTo("Infected Late.Virus");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "ICAP/1.0 2x4 No\r\n\r\n",
                "ICAP/1.0\r\n\r\n",
                "ICAP/1.0 204 No\r\nno colon\r\n\r\n",
                "ICAP/1.0 204 No\r\n folded\r\n\r\n",
                "ICAP/1.0 204 No\r\nName : value\r\n\r\n",
                "ICAP/1.0 204 No\r\nName: a\u0001b\r\n\r\n",
                "ICAP/1.0 204 No\r\nEncapsulated: res-hdr=0, res-body=4\r\n\r\n",
                "ICAP/1.0 200 OK\r\n\r\n",
                "ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=0\r\n\r\n",
                "ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=5, res-body=4\r\n\r\n",
                "ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=0, res-body=-4\r\n\r\n",
                "ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=0, res-body=999999\r\n\r\n",
                "ICAP/1.0 200 OK\r\nEncapsulated: res-body=0, res-hdr=4\r\n\r\n",
                "ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=0, null-body=4\r\n\r\nnope",
                "ICAP/1.0 200 OK\r\nEncapsulated: null-body=0\r\nEncapsulated: null-body=0\r\n\r\n",
            })
    void doesNotTakeABrokenAnswerForAnything(String answer) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(OPTIONS, _ -> answer.getBytes(StandardCharsets.UTF_8));
                Backend backend = Backends.open(server.url("scan"))) {
            assertThat(Backends.said(Backends.scan(backend, FILE))).isEqualTo("Failed backend-error");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ICAP/1.0 100 Continue\r\n\r\n",
                "ICAP/1.0 204 No", // a line without end follows
                "ICAP/1.0 204 No\r\n#X-Header: and so on\r\n",
                "ICAP/1.0 204 No\r\nX-Header: a\r\n#\tfolded\r\n",
                "ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=0, res-body=19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n#4\r\nspam\r\n",
                "ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=0, res-body=19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n0\r\n#X-T: a\r\n",
            })
    void readsNoAnswerWithoutEndToTheEnd(String script) throws Exception {
        String start = script.contains("#") ? script.substring(0, script.indexOf('#')) : script;
        String repeated = script.substring(script.indexOf('#') + 1);
        try (Endless server = new Endless(start, repeated);
                Backend backend = Backends.open(server.url())) {
            assertThat(Backends.scan(backend, FILE))
                    .isInstanceOfAny(ScanOutcome.Failed.class, ScanOutcome.Incomplete.class);
        }
    }

    @Test
    void endsAScanWhenItsTimeIsOverThoughTheServerTricklesOn() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        ScriptedServer.Script script = _ -> {
            awaitQuietly(never);
            return NOTHING;
        };
        try (ScriptedServer server = ScriptedServer.start(OPTIONS, script);
                Backend backend = Backends.open(server.url("scan"), "scan-seconds", "1")) {
            long start = System.nanoTime();

            ScanOutcome outcome = backend.scan(TestSubject.of("file", FILE), new ScanContext(Deadline.none(), false));

            assertThat(outcome)
                    .isEqualTo(new ScanOutcome.Failed(
                            new Reason(ReasonCode.BACKEND_TIMEOUT, "the server did not answer in time")));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            never.countDown();
        }
    }

    @Test
    void doesNotCallCleanWhatTheServerLetPassBeforeItHadIt() throws Exception {
        byte[] file = new byte[8 << 20];
        try (Endless server = new Endless("ICAP/1.0 204 No Content\r\n\r\n", "");
                Backend backend = Backends.open(server.url())) {
            assertThat(Backends.said(Backends.scan(backend, file))).isEqualTo("Incomplete backend-limit");
        }
    }

    @Test
    void failsWhenTheServerHangsUp() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(OPTIONS, _ -> new byte[0]);
                Backend backend = Backends.open(server.url("scan"))) {
            assertThat(Backends.said(Backends.scan(backend, FILE))).isEqualTo("Failed backend-unavailable");
        }
    }

    /** Answers as soon as a request begins, reads no more of it, and goes on for ever. */
    private static final class Endless implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

        Endless(String start, String repeated) throws IOException {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        Socket socket = listener.accept();
                        sockets.add(socket);
                        Thread.ofVirtual().start(() -> serve(socket, start, repeated));
                    }
                } catch (IOException e) {
                    // closed at the end of the test
                }
            });
        }

        private static void serve(Socket socket, String start, String repeated) {
            try {
                OutputStream out = socket.getOutputStream();
                byte[] first = socket.getInputStream().readNBytes(7);
                if (new String(first, StandardCharsets.US_ASCII).equals("OPTIONS")) {
                    out.write(ascii("ICAP/1.0 200 OK\r\nMethods: RESPMOD\r\nEncapsulated: null-body=0\r\n\r\n"));
                    return;
                }
                out.write(ascii(start));
                byte[] again = ascii(repeated.repeat(100));
                while (again.length > 0) {
                    out.write(again);
                }
            } catch (IOException e) {
                // the client has had enough, which is what is tested
            }
        }

        String url() {
            return "icap://127.0.0.1:" + listener.getLocalPort() + "/scan";
        }

        @Override
        public void close() throws IOException {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
