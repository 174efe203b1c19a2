package dev.gatehouse.backend.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.tck.Claims;
import dev.gatehouse.tck.Sample;
import dev.gatehouse.tck.Soak;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** 64 scans at once through the house matcher, which has no peer to lose. */
class BuiltinSoakTest {

    @Test
    void everyScanHasARightOutcome() throws Exception {
        try (Backend backend = new BuiltinProvider().open(new BackendConfiguration("house", Map.of()))) {
            Soak.Tally tally = Soak.of(backend, Claims.detects(Sample.eicar("Eicar-Test-Signature")))
                    .run();

            assertThat(tally.infected()).as("%s", tally).isGreaterThan(100);
        }
    }
}
