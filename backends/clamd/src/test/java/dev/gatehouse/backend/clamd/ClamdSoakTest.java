package dev.gatehouse.backend.clamd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.peers.ClamDatabase;
import dev.gatehouse.peers.ClamdPeer;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendUnavailableException;
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
                Backend backend = open(Map.of(
                        "address", List.of("unix:" + clamd.socket()),
                        "same-files", List.of("true"),
                        "daemon-configuration", List.of(clamd.configuration().toString())))) {
            soak(backend, clamd);
        }
    }

    @Test
    void everyScanHasAnHonestOutcomeWhileClamdOnTcpIsKilledTenTimes() throws Exception {
        try (ClamdPeer clamd = ClamdPeer.start(folder, Map.of());
                Backend backend = open(Map.of("address", List.of("tcp:127.0.0.1:" + clamd.port())))) {
            soak(backend, clamd);
        }
    }

    private static Backend open(Map<String, List<String>> settings) throws BackendUnavailableException {
        return new ClamdProvider().open(new BackendConfiguration("guard", settings));
    }

    private static void soak(Backend backend, ClamdPeer clamd) throws Exception {
        Claims claims = Claims.detects(ClamDatabase.eicar()).withPeer(clamd).withPatience(Duration.ofSeconds(20));

        Soak.Tally tally = Soak.of(backend, claims).run();

        assertThat(tally.restarts()).isEqualTo(10);
        assertThat(tally.infected()).as("%s", tally).isGreaterThan(100);
    }
}
