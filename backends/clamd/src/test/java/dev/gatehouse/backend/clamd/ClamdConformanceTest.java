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

/** Debian's clamd on a unix socket, seeing the same files. */
class ClamdConformanceTest extends BackendConformance {

    /** Room for the kit's large subjects. */
    static final Map<String, String> ROOM =
            Map.of("StreamMaxLength", "300M", "MaxFileSize", "300M", "MaxScanSize", "600M", "MaxThreads", "16");

    @TempDir
    static Path folder;

    private static ClamdPeer clamd;

    @BeforeAll
    static void startClamd() throws Exception {
        clamd = ClamdPeer.start(folder, ROOM);
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
                        "address", List.of("unix:" + clamd.socket()),
                        "daemon-configuration", List.of(clamd.configuration().toString()),
                        "time-zone", List.of("UTC"),
                        "same-files", List.of("true")));
    }

    @Override
    protected Claims claims() {
        return Claims.detects(ClamDatabase.eicar())
                .withManyNames(ClamDatabase.manyNames())
                .withPeer(clamd)
                .refuses("address", "somewhere")
                .refuses("address", "tcp:localhost:0")
                .refuses("give", "everything")
                .refuses("connections", "0")
                .refuses("max-file-size", "large")
                .refuses("same-files", "perhaps")
                .refuses("exchange-folder", folder.resolve("absent").toString())
                .refuses("daemon-configuration", folder.resolve("absent.conf").toString())
                .refuses("time-zone", "Gondwana");
    }
}
