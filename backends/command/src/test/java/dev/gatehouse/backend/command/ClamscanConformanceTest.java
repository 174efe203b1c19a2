package dev.gatehouse.backend.command;

import dev.gatehouse.peers.ClamDatabase;
import dev.gatehouse.peers.ClamdPeer;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.tck.BackendConformance;
import dev.gatehouse.tck.Claims;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Debian's clamscan, given batches of paths. */
class ClamscanConformanceTest extends BackendConformance {

    @TempDir
    static Path folder;

    @BeforeAll
    static void writeDatabase() throws IOException {
        new ClamDatabase(Files.createDirectories(folder.resolve("db"))).write(ClamdPeer.VERSION, ClamdPeer.TIME);
    }

    static BackendConfiguration configuration(Path folder) {
        return new BackendConfiguration(
                "guard",
                Map.of(
                        "profile", List.of("clamscan"),
                        "argument", List.of("--database=" + folder.resolve("db")),
                        "signature-file", List.of(folder.resolve("db/test.ndb").toString())));
    }

    @Override
    protected BackendProvider provider() {
        return new CommandProvider();
    }

    @Override
    protected BackendConfiguration configuration() {
        return configuration(folder);
    }

    @Override
    protected Claims claims() {
        return Claims.detects(ClamDatabase.eicar())
                .withManyNames(ClamDatabase.manyNames())
                .withPatience(Duration.ofSeconds(20))
                .withScans(64)
                .refuses("profile", "no-such-scanner")
                .refuses("program", "/no/such/program")
                .refuses("program", "no-such-program")
                .refuses("time-limit", "0")
                .refuses("output-limit-kib", "much")
                .refuses("concurrency", "-1")
                .refuses("signature-file", "/no/such/file");
    }
}
