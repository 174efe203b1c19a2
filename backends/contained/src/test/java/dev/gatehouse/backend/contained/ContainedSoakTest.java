package dev.gatehouse.backend.contained;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.tck.Claims;
import dev.gatehouse.tck.Sample;
import dev.gatehouse.tck.Soak;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 64 scans at once while all children are killed ten times. */
class ContainedSoakTest {

    @TempDir
    Path folder;

    @Test
    void everyScanHasAnHonestOutcomeWhileTheHouseMatchersChildrenAreKilledTenTimes() throws Exception {
        try (Backend backend = Rig.open(new ContainedProvider(), "builtin", "children", "2")) {
            soak(backend, Sample.eicar("Eicar-Test-Signature"));
        }
    }

    @Test
    void everyScanHasAnHonestOutcomeWhileYarasChildrenAreKilledTenTimes() throws Exception {
        Path rules = Files.writeString(folder.resolve("test.yar"), """
                rule Test_File { strings: $a = "ANTIVIRUS-TEST" condition: $a at 43 and filesize < 128 }
                """);
        try (Backend backend = Rig.open(
                new ContainedProvider(),
                "yara",
                "children",
                "2",
                "with.rules",
                rules.toString(),
                "with.trust",
                "rules")) {
            soak(backend, Sample.eicar("Test_File"));
        }
    }

    private static void soak(Backend backend, Sample sample) throws Exception {
        Claims claims = Claims.detects(sample).withPeer(new Children(backend)).withPatience(Duration.ofSeconds(20));

        Soak.Tally tally = Soak.of(backend, claims).run();

        assertThat(tally.restarts()).isEqualTo(10);
        assertThat(tally.infected()).as("%s", tally).isGreaterThan(100);
        backend.close();
        assertThat(Rig.childProcesses())
                .as("children that outlive their backend")
                .isEmpty();
    }
}
