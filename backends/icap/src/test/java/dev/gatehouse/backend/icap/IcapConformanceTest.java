package dev.gatehouse.backend.icap;

import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.tck.BackendConformance;
import dev.gatehouse.tck.Claims;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The kit, against c-icap and clamd. */
class IcapConformanceTest extends BackendConformance {

    @TempDir
    static Path folder;

    private static CIcap server;

    @BeforeAll
    static void startServer() throws Exception {
        server = CIcap.start(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected BackendProvider provider() {
        return new IcapProvider();
    }

    @Override
    protected BackendConfiguration configuration() {
        return new BackendConfiguration(
                "scanner",
                Map.of(
                        "url", List.of(server.url("avscan")),
                        "profile", List.of("c-icap"),
                        // c-icap writes a huge file to disk; what is looked at here is our memory
                        "scan-seconds", List.of("6")));
    }

    @Override
    protected Claims claims() {
        return Claims.detects(CIcap.eicar())
                .refuses("url", "http://127.0.0.1/avscan")
                .refuses("url", "icap://127.0.0.1:1/avscan")
                .refuses("url", server.url("no-such-service"))
                .refuses("profile", "no-such-product")
                .refuses("profile-file", folder.resolve("absent.yaml").toString())
                .refuses("method", "PUT")
                .refuses("preview", "yes")
                .refuses("connections", "0")
                .refuses("connect-seconds", "soon")
                .refuses("scan-seconds", "-5")
                .refuses("max-bytes", "many")
                .refuses("send-name", "1")
                .refuses("eicar-check", "1")
                .refuses("header", "two\r\nlines: yes")
                .refuses("trust", "/no/such/file")
                .withPeer(server)
                .withPatience(Duration.ofSeconds(10))
                .withScans(200);
    }
}
