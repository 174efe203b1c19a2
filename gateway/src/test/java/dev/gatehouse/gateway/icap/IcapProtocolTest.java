package dev.gatehouse.gateway.icap;

import static dev.gatehouse.gateway.icap.IcapServer.EICAR;
import static dev.gatehouse.gateway.icap.IcapServer.chunks;
import static dev.gatehouse.gateway.icap.IcapServer.download;
import static dev.gatehouse.gateway.icap.IcapServer.upload;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.gatehouse.gateway.GateSettings;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IcapProtocolTest {

    private static final String CLOSE = "Connection:  close\r\n";
    private static final byte[] CLEAN = "nothing to see here".getBytes(StandardCharsets.US_ASCII);

    @Test
    void tellsWhatAServiceCanDo() throws Exception {
        try (IcapServer server = IcapServer.start()) {
            String answer = server.ask("OPTIONS icap://127.0.0.1/avscan ICAP/1.0\r\nHost: x\r\n" + CLOSE + "\r\n");
            assertThat(answer)
                    .startsWith("ICAP/1.0 200 OK\r\n")
                    .contains("Methods: REQMOD, RESPMOD\r\n")
                    .contains("Allow: 204, 206\r\n")
                    .contains("Preview: 4096\r\n")
                    .contains("Options-TTL: 600\r\n")
                    .contains("Connection: close\r\n")
                    .endsWith("Encapsulated: null-body=0\r\n\r\n");
            assertThat(tag(answer)).hasSizeLessThanOrEqualTo(30);
        }
    }

    @Test
    void leadsTheUsualPathsOfOtherServersToItsOwn() throws Exception {
        try (IcapServer server = IcapServer.start()) {
            for (String path : List.of("/srv_clamav?mode=x", "/respmod", "/scan/", "/av/respmod", "")) {
                assertThat(server.ask("OPTIONS icap://127.0.0.1" + path + " ICAP/1.0\r\n" + CLOSE + "\r\n"))
                        .startsWith("ICAP/1.0 200");
            }
        }
    }

    @Test
    void changesItsTagWithTheLineupAndWithThePolicy() throws Exception {
        String options = "OPTIONS / ICAP/1.0\r\n" + CLOSE + "\r\n";
        IcapService service = IcapService.standard();
        String other;
        try (IcapServer server = IcapServer.start(IcapSettings.of(List.of(service.withPolicy(
                service.policy().with(dev.gatehouse.gateway.policy.Concern.ENCRYPTED, IcapAction.ALLOW)))))) {
            other = tag(server.ask(options));
        }
        try (IcapServer server = IcapServer.start()) {
            String first = tag(server.ask(options));
            assertThat(tag(server.ask(options))).isEqualTo(first).isNotEqualTo(other);
            server.lineups()
                    .exchange(dev.gatehouse.engine.Lineup.of(
                            2,
                            List.of(dev.gatehouse.engine.Seat.of(
                                    "house", dev.gatehouse.engine.Role.PRIMARY, IcapServer.house()))))
                    .get(10, TimeUnit.SECONDS);
            assertThat(tag(server.ask(options))).isNotEqualTo(first);
        }
    }

    @Test
    void answers204OnlyWhereTheClientAllowsIt() throws Exception {
        try (IcapServer server = IcapServer.start()) {
            assertThat(server.ask(download("Allow: 206\r\nAllow: 204\r\n" + CLOSE, "", CLEAN)))
                    .startsWith("ICAP/1.0 204");
            String ieof = download("Preview: 100\r\n" + CLOSE, "", CLEAN).replace("0\r\n\r\n", "0; ieof\r\n\r\n");
            assertThat(server.ask(ieof)).startsWith("ICAP/1.0 204");
            assertThat(server.ask(download(CLOSE, "X-Odd:  kept \r\n", CLEAN)))
                    .startsWith("ICAP/1.0 200 OK\r\n")
                    .contains("Encapsulated: res-hdr=0, res-body=34\r\n\r\nHTTP/1.1 200 OK\r\nX-Odd:  kept \r\n\r\n")
                    .endsWith(chunks(CLEAN));
            assertThat(server.ask(upload(CLOSE, "", CLEAN)))
                    .contains("Encapsulated: req-hdr=0, req-body=")
                    .contains("\r\n\r\nPOST http://origin.test/upload HTTP/1.1\r\n")
                    .endsWith(chunks(CLEAN));
        }
    }

    @Test
    void asksForTheRestAfterAPreviewAndThenSendsAllBack() throws Exception {
        try (IcapServer server = IcapServer.start();
                Socket socket = server.connect()) {
            OutputStream out = socket.getOutputStream();
            String head = download("Allow: 206\r\nPreview: 4\r\n" + CLOSE, "", new byte[0])
                    .replace("0\r\n\r\n", "");
            out.write((head + "4\r\nnoth\r\n0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(25), StandardCharsets.US_ASCII))
                    .isEqualTo("ICAP/1.0 100 Continue\r\n\r\n");
            out.write("3;x=\"y\"\r\ning\r\n0\r\nTrailer: 1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith(
                            "ICAP/1.0 200 OK\r\n") // the preview is over, and with it the client's promise to keep the
                    // body
                    .endsWith("7\r\nnothing\r\n0\r\n\r\n");
        }
    }

    @Test
    void namesTheOriginalBodyWhereTheClientAllows206Alone() throws Exception {
        try (IcapServer server = IcapServer.start()) {
            assertThat(server.ask(download("Allow: 206\r\n" + CLOSE, "", CLEAN)))
                    .startsWith("ICAP/1.0 206 Partial Content\r\n")
                    .endsWith("HTTP/1.1 200 OK\r\n\r\n0; use-original-body=0\r\n\r\n");
        }
    }

    @Test
    void blocksWhatIsFoundAndTellsItAsVendorsDo() throws Exception {
        try (IcapServer server = IcapServer.start()) {
            String answer = server.ask(download("Allow: 204\r\n" + CLOSE, "", EICAR));
            assertThat(answer)
                    .startsWith("ICAP/1.0 200 OK\r\n")
                    .contains("X-Infection-Found: Type=0; Resolution=2; Threat=Eicar-Test-Signature;\r\n")
                    .contains("X-Virus-ID: Eicar-Test-Signature\r\n")
                    .contains("X-Violations-Found: 1\r\n\t-\r\n\tEicar-Test-Signature\r\n\t0\r\n\t2\r\n")
                    .contains("X-Response-Info: Blocked\r\n")
                    .contains("\r\n\r\nHTTP/1.1 403 Forbidden\r\n")
                    .contains("http://origin.test/files/thing.bin")
                    .doesNotContain(new String(EICAR, StandardCharsets.US_ASCII));
            assertThat(server.served.poll(5, TimeUnit.SECONDS).answer()).isEqualTo("blocked Eicar-Test-Signature");
            assertThat(server.ask(upload("Allow: 204\r\n" + CLOSE, "", EICAR)))
                    .contains("Encapsulated: res-hdr=0, res-body=")
                    .contains("HTTP/1.1 403 Forbidden");
        }
    }

    @Test
    void looksIntoWhatHttpEncodes() throws Exception {
        byte[] brotli = brotli(EICAR);
        try (IcapServer server = IcapServer.start()) {
            assertBlocked(server, "gzip", gzip(EICAR));
            assertBlocked(server, "x-gzip", deflate(EICAR, false));
            assertBlocked(server, "deflate", deflate(EICAR, false));
            assertBlocked(server, "deflate", deflate(EICAR, true));
            assertBlocked(server, "br", brotli);
            assertBlocked(server, "zstd", Zstd.compress(EICAR));
            assertBlocked(server, "gzip, br", brotli(gzip(EICAR)));
            assertBlocked(server, "identity", EICAR);
            assertThat(server.ask(download("Allow: 204\r\n" + CLOSE, "Content-Encoding: br\r\n", brotli(CLEAN))))
                    .startsWith("ICAP/1.0 204");
            for (String unknown : List.of("dcb", "br", "deflate")) {
                assertThat(server.ask(
                                download("Allow: 204\r\n" + CLOSE, "Content-Encoding: " + unknown + "\r\n", CLEAN)))
                        .as(unknown)
                        .contains("Type=2; Resolution=2; Threat=incomplete;");
            }
        }
    }

    private static void assertBlocked(IcapServer server, String coding, byte[] body) throws IOException {
        assertThat(server.ask(download("Allow: 204\r\n" + CLOSE, "Content-Encoding: " + coding + "\r\n", body)))
                .as(coding)
                .contains("Threat=Eicar-Test-Signature;");
    }

    @Test
    void looksIntoTheFilesOfAForm() throws Exception {
        String type = "Content-Type: multipart/form-data; boundary=\"the line\"\r\n";
        String zip = new String(zip(EICAR), StandardCharsets.ISO_8859_1);
        try (IcapServer server = IcapServer.start()) {
            String form = String.join(
                    "\r\n",
                    "--the line",
                    "Content-Disposition: form-data; name=a",
                    "",
                    "1",
                    "--the line",
                    "Content-Disposition: form-data; name=f; filename=\"x.zip\"",
                    "",
                    "%s",
                    "--the line--",
                    "");
            assertThat(server.ask(upload(
                            "Allow: 204\r\n" + CLOSE, type, form.formatted(zip).getBytes(StandardCharsets.ISO_8859_1))))
                    .contains("Threat=Eicar-Test-Signature;");
            assertThat(server.ask(upload(
                            "Allow: 204\r\n" + CLOSE, type, form.formatted("x").getBytes(StandardCharsets.ISO_8859_1))))
                    .startsWith("ICAP/1.0 204");
            assertThat(server.ask(upload("Allow: 204\r\n" + CLOSE, type, CLEAN)))
                    .contains("Threat=incomplete;");
        }
    }

    @Test
    void escapesWhatStandsOnThePage() throws Exception {
        try (IcapServer server = IcapServer.start()) {
            assertThat(server.ask(download(CLOSE, "", EICAR).replace("thing.bin", "<b>'\"&.xy")))
                    .contains("&lt;b&gt;&#39;&quot;&amp;.xy")
                    .doesNotContain("<b>");
        }
    }

    @Test
    void servesManyRequestsOnAConnectionAlsoWhenTheyComeAtOnce() throws Exception {
        try (IcapServer server = IcapServer.start()) {
            String clean = download("Allow: 204\r\n", "", CLEAN);
            String answer = server.ask(
                    clean + clean + "\r\n" + download("Allow: 204\r\n", "", EICAR) + download(CLOSE, "", CLEAN));
            assertThat(Pattern.compile("ICAP/1.0 (\\d+)")
                            .matcher(answer)
                            .results()
                            .map(found -> found.group(1)))
                    .containsExactly("204", "204", "200", "200");
        }
    }

    @Test
    void tellsEachMistakeByItsNumber() throws Exception {
        IcapService downloads =
                new IcapService("down", Set.of(), Set.of(IcapMethod.RESPMOD), IcapService.DEFAULT_POLICY);
        try (IcapServer server = IcapServer.start(IcapSettings.of(List.of(IcapService.standard(), downloads)))) {
            assertThat(server.ask("OPTIONS icap://h/none ICAP/1.0\r\n\r\n")).startsWith("ICAP/1.0 404");
            assertThat(server.ask("REQMOD icap://h/down ICAP/1.0\r\nEncapsulated: null-body=0\r\n\r\n"))
                    .startsWith("ICAP/1.0 405");
            assertThat(server.ask("TRACE icap://h/down ICAP/1.0\r\n\r\n")).startsWith("ICAP/1.0 501");
            assertThat(server.ask("OPTIONS icap://h/down ICAP/2.0\r\n\r\n")).startsWith("ICAP/1.0 505");
            assertThat(server.ask("GET / HTTP/1.1\r\n\r\n")).startsWith("ICAP/1.0 400");
            String post = "RESPMOD icap://h/avscan ICAP/1.0\r\n";
            for (String wrong : List.of(
                    "",
                    "Encapsulated: res-hdr=0\r\n",
                    "Encapsulated: res-hdr=5, null-body=9\r\n",
                    "Encapsulated: res-hdr=0, res-body=99999\r\n",
                    "Encapsulated: req-body=0\r\n",
                    "Encapsulated: res-hdr=0, res-hdr=0, res-body=0\r\n",
                    "Encapsulated: res-body=x\r\n",
                    "Encapsulated: null-body=0\r\nPreview: -1\r\n",
                    "no field\r\nEncapsulated: null-body=0\r\n",
                    "X: " + "x".repeat(70_000) + "\r\n")) {
                assertThat(server.ask(post + wrong + "\r\n")).as(wrong).startsWith("ICAP/1.0 400");
            }
            assertThat(server.ask(download("", "", CLEAN).replace("13\r\n", "xyz\r\n")))
                    .startsWith("ICAP/1.0 400");
            assertThat(server.ask(download("", "", CLEAN).replace("13\r\n", "12\r\n")))
                    .startsWith("ICAP/1.0 400");
        }
    }

    @Test
    void blocksABodyThatIsTooLongBeforeItsEnd() throws Exception {
        try (IcapServer server = IcapServer.start(IcapSettings.defaults().withMaxBody(1000))) {
            assertThat(server.ask(download("Allow: 204\r\n", "", new byte[1001])))
                    .contains("Connection: close\r\n")
                    .contains("Threat=limit;");
            assertThat(server.ask(download("Allow: 204\r\n" + CLOSE, "", new byte[1000])))
                    .startsWith("ICAP/1.0 204");
        }
    }

    @Test
    void isOverloadedWhenTheGateIsBusy() throws Exception {
        GateSettings none = GateSettings.defaults().withPlaces(1).withQueueTime(Duration.ofMillis(50));
        try (IcapServer server = IcapServer.start(IcapServer.house(), IcapSettings.defaults(), none)) {
            try (var _ = server.gate().arrival()) {
                assertThat(server.ask(download("Allow: 204\r\n", "", CLEAN))).startsWith("ICAP/1.0 503");
            }
            assertThat(server.ask(download("Allow: 204\r\n" + CLOSE, "", CLEAN)))
                    .startsWith("ICAP/1.0 204");
        }
    }

    @Test
    void sendsALargeBodyBackByteForByte() throws Exception {
        byte[] body = new byte[3 << 20];
        new java.util.Random(7).nextBytes(body);
        try (IcapServer server = IcapServer.start();
                Socket socket = server.connect()) {
            socket.getOutputStream().write(download(CLOSE, "", body).getBytes(StandardCharsets.ISO_8859_1));
            byte[] answer = socket.getInputStream().readAllBytes();
            String text = new String(answer, StandardCharsets.ISO_8859_1);
            int at = text.indexOf("HTTP/1.1 200 OK\r\n\r\n") + 19;
            assertThat(unchunked(answer, at)).isEqualTo(body);
        }
    }

    @Test
    void cancelsTheScanOfAClientThatLeaves() throws Exception {
        SlowBackend slow = new SlowBackend();
        try (IcapServer server = IcapServer.start(slow, IcapSettings.defaults(), GateSettings.defaults())) {
            try (Socket socket = server.connect()) {
                socket.getOutputStream().write(download("", "", CLEAN).getBytes(StandardCharsets.ISO_8859_1));
                assertThat(slow.begun.await(10, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(slow.cancelled.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(server.troubles.poll(5, TimeUnit.SECONDS)).contains("left while");
        }
    }

    @Test
    void givesNoVerdictWhenTheBackendFails() throws Exception {
        try (IcapServer server =
                IcapServer.start(new BrokenBackend(), IcapSettings.defaults(), GateSettings.defaults())) {
            assertThat(server.ask(download("Allow: 204\r\n" + CLOSE, "", CLEAN)))
                    .startsWith("ICAP/1.0 500");
        }
    }

    private static String tag(String answer) {
        Matcher tag = Pattern.compile("ISTag: \"([^\"]+)\"").matcher(answer);
        assertThat(tag.find()).isTrue();
        return tag.group(1);
    }

    private static byte[] unchunked(byte[] bytes, int from) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = from;
        while (true) {
            int end = at;
            while (bytes[end] != '\r') {
                end++;
            }
            int size = Integer.parseInt(new String(bytes, at, end - at, StandardCharsets.US_ASCII), 16);
            if (size == 0) {
                return body.toByteArray();
            }
            body.write(bytes, end + 2, size);
            at = end + 2 + size + 2;
        }
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    static byte[] zip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("inner.com"));
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] bytes, boolean raw) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
        try (OutputStream stream = new DeflaterOutputStream(out, deflater)) {
            stream.write(bytes);
        }
        deflater.end();
        return out.toByteArray();
    }

    private static byte[] brotli(byte[] bytes) throws Exception {
        Process brotli = new ProcessBuilder("brotli", "-c").start();
        try (OutputStream in = brotli.getOutputStream()) {
            in.write(bytes);
        }
        byte[] out = brotli.getInputStream().readAllBytes();
        assertThat(brotli.waitFor()).isZero();
        return out;
    }

    /** Scans until it is told to end. */
    private static final class SlowBackend implements Backend {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch cancelled = new CountDownLatch(1);

        @Override
        public BackendIdentity identity() {
            return new BackendIdentity("test", "slow", "1", "1", Optional.empty(), Set.of(Capability.MATCHES_PARTS));
        }

        @Override
        public ScanOutcome scan(Subject subject, ScanContext context) {
            begun.countDown();
            try {
                Deadline.Registration interest = context.deadline().onCancel(cancelled::countDown);
                cancelled.await();
                interest.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new ScanOutcome.Clean();
        }

        @Override
        public Health health() {
            return new Health.Ready();
        }

        @Override
        public void close() {}
    }

    /** Throws. */
    private static final class BrokenBackend implements Backend {

        @Override
        public BackendIdentity identity() {
            return new BackendIdentity("test", "broken", "1", "1", Optional.empty(), Set.of(Capability.MATCHES_PARTS));
        }

        @Override
        public ScanOutcome scan(Subject subject, ScanContext context) {
            throw new IllegalStateException("broken");
        }

        @Override
        public Health health() {
            return new Health.Ready();
        }

        @Override
        public void close() {}
    }
}
