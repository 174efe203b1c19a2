package dev.gatehouse.backend.clamd;

import dev.gatehouse.peers.ClamDatabase;
import dev.gatehouse.peers.ClamdPeer;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.tck.BackendConformance;
import dev.gatehouse.tck.Claims;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Debian's clamd on TCP, given parts, as if it were on another machine. */
class ClamdTcpConformanceTest extends BackendConformance {

    @TempDir
    static Path folder;

    private static ClamdPeer clamd;

    @BeforeAll
    static void startClamd() throws Exception {
        clamd = ClamdPeer.start(folder, ClamdConformanceTest.ROOM);
    }

    @AfterAll
    static void stopClamd() {
        clamd.close();
    }

    @Override
    protected BackendProvider provider() {
        return new ClamdProvider();
    }

    @Override
    protected BackendConfiguration configuration() {
        return new BackendConfiguration(
                "guard",
                Map.of(
                        "address", List.of("tcp:127.0.0.1:" + clamd.port()),
                        "give", List.of("parts"),
                        "stream-max-length", List.of("300M"),
                        "max-file-size", List.of("300M"),
                        "max-scan-size", List.of("600M"),
                        "time-zone", List.of("UTC")));
    }

    @Override
    protected Claims claims() {
        return Claims.detects(ClamDatabase.eicar()).withPeer(clamd).refuses("scans-per-connection", "many");
    }
}
