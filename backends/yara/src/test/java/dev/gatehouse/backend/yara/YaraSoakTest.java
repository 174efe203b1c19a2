package dev.gatehouse.backend.yara;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.tck.Claims;
import dev.gatehouse.tck.Sample;
import dev.gatehouse.tck.Soak;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 64 scans at once through libyara in this process, which has no peer to lose. */
class YaraSoakTest {

    @TempDir
    Path folder;

    @Test
    void everyScanHasARightOutcome() throws Exception {
        String rule = """
                rule Test_File { strings: $a = "ANTIVIRUS-TEST" condition: $a at 43 and filesize < 128 }
                """;
        try (Backend backend = Backends.of(folder, rule)) {
            Soak.Tally tally =
                    Soak.of(backend, Claims.detects(Sample.eicar("Test_File"))).run();

            assertThat(tally.infected()).as("%s", tally).isGreaterThan(100);
        }
    }
}
