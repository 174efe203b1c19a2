package dev.gatehouse.backend.icap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.tck.Claims;
import dev.gatehouse.tck.Peer;
import dev.gatehouse.tck.Soak;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 64 scans at once while the server, or the scanner behind it, is killed ten times. */
class IcapSoakTest {

    @TempDir
    Path folder;

    @Test
    void everyScanHasAnHonestOutcomeWhileTheServerIsKilledTenTimes() throws Exception {
        try (CIcap server = CIcap.start(folder)) {
            soak(server, server);
        }
    }

    @Test
    void everyScanHasAnHonestOutcomeWhileTheScannerBehindTheServerIsKilledTenTimes() throws Exception {
        try (CIcap server = CIcap.start(folder)) {
            soak(server, server.scanner());
        }
    }

    private static void soak(CIcap server, Peer peer) throws Exception {
        try (Backend backend = Backends.open(server.url("avscan"), "profile", "c-icap")) {
            Claims claims = Claims.detects(CIcap.eicar()).withPeer(peer).withPatience(Duration.ofSeconds(20));

            Soak.Tally tally = Soak.of(backend, claims).run();

            assertThat(tally.restarts()).isEqualTo(10);
            assertThat(tally.infected()).as("%s", tally).isGreaterThan(100);
        }
    }
}
