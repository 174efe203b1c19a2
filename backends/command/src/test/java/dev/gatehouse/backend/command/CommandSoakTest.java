package dev.gatehouse.backend.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.peers.ClamDatabase;
import dev.gatehouse.peers.ClamdPeer;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.tck.Claims;
import dev.gatehouse.tck.Sample;
import dev.gatehouse.tck.Soak;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 64 scans at once through command-line scanners, whose runs are killed ten times. */
class CommandSoakTest {

    @TempDir
    Path folder;

    @Test
    void everyScanHasAnHonestOutcomeWhileClamscanIsKilledTenTimes() throws Exception {
        new ClamDatabase(Files.createDirectories(folder.resolve("db"))).write(ClamdPeer.VERSION, ClamdPeer.TIME);
        soak(ClamscanConformanceTest.configuration(folder), ClamDatabase.eicar(), "clamscan");
    }

    @Test
    void everyScanHasAnHonestOutcomeWhileYaraIsKilledTenTimes() throws Exception {
        Path rules = Files.writeString(folder.resolve("rules.yar"), """
                rule Eicar { strings: $a = "EICAR" ascii $b = "-STANDARD-" ascii condition: $a and $b }
                """);
        BackendConfiguration configuration = new BackendConfiguration(
                "guard", Map.of("profile", List.of("yara"), "argument", List.of(rules.toString())));
        soak(configuration, Sample.eicar("Eicar"), "yara");
    }

    private static void soak(BackendConfiguration configuration, Sample sample, String program) throws Exception {
        try (Backend backend = new CommandProvider().open(configuration)) {
            Claims claims = Claims.detects(sample)
                    .withPeer(new RunningScanners(program))
                    .withPatience(Duration.ofSeconds(60));

            Soak.Tally tally = Soak.of(backend, claims).run();

            assertThat(tally.restarts()).isEqualTo(10);
            assertThat(tally.failed()).as("%s", tally).isPositive();
            assertThat(tally.infected()).as("%s", tally).isGreaterThan(20);
        }
    }
}
