package dev.gatehouse.backend.clamd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.peers.ClamDatabase;
import dev.gatehouse.peers.ClamdPeer;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.tck.Claims;
import dev.gatehouse.tck.Soak;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 64 scans at once while clamd is killed ten times. */
class ClamdSoakTest {

    @TempDir
    Path folder;

    @Test
    void everyScanHasAnHonestOutcomeWhileClamdIsKilledTenTimes() throws Exception {
        try (ClamdPeer clamd = ClamdPeer.start(folder, Map.of());
                Backend backend = new ClamdProvider()
                        .open(new BackendConfiguration(
                                "guard",
                                Map.of(
                                        "address", List.of("unix:" + clamd.socket()),
                                        "same-files", List.of("true"),
                                        "daemon-configuration",
                                                List.of(clamd.configuration().toString()))))) {
            Claims claims = Claims.detects(ClamDatabase.eicar()).withPeer(clamd).withPatience(Duration.ofSeconds(20));

            Soak.Tally tally = Soak.of(backend, claims).run();

            assertThat(tally.infected()).as("%s", tally).isGreaterThan(100);
        }
    }
}
