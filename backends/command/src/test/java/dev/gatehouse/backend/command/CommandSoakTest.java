package dev.gatehouse.backend.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.peers.ClamDatabase;
import dev.gatehouse.peers.ClamdPeer;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.tck.Claims;
import dev.gatehouse.tck.Soak;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 64 scans at once through clamscan. */
class CommandSoakTest {

    @TempDir
    Path folder;

    @Test
    void everyScanHasARightOutcome() throws Exception {
        new ClamDatabase(Files.createDirectories(folder.resolve("db"))).write(ClamdPeer.VERSION, ClamdPeer.TIME);
        try (Backend backend = new CommandProvider().open(ClamscanConformanceTest.configuration(folder))) {
            Claims claims = Claims.detects(ClamDatabase.eicar()).withPatience(Duration.ofSeconds(60));

            Soak.Tally tally = Soak.of(backend, claims).run();

            assertThat(tally.infected()).as("%s", tally).isGreaterThan(20);
        }
    }
}
