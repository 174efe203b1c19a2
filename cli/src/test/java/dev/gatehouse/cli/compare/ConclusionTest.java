package dev.gatehouse.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.BackendIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConclusionTest {

    @Test
    void saysThatNothingWasCompared() {
        assertThat(conclusion(AllCount.NONE, 0, 0)).isEqualTo("No file was compared.");
    }

    @Test
    void saysThatAllAgree() {
        assertThat(conclusion(new AllCount(2, 0, 1_203, 0, 0, 0), 2, 2))
                .isEqualTo("The engines agree about all 1,205 files; each of them found something in 2 files.");
    }

    @Test
    void saysWhereTheyDiffer() {
        assertThat(conclusion(new AllCount(20, 10, 70, 0, 0, 0), 30, 20))
                .isEqualTo(
                        "The engines agree about 90 of 100 files (90.0 %) and differ over 10; a found something in 30"
                                + " files, b in 20.");
    }

    @Test
    void saysWhatCannotBeCompared() {
        assertThat(conclusion(new AllCount(0, 0, 9, 1, 0, 1), 0, 0))
                .isEqualTo(
                        "The engines agree about 9 of 10 files (90.0 %), and 1 cannot be compared because an engine did"
                                + " not judge it whole; none of them found anything.");
        assertThat(conclusion(new AllCount(1, 2, 3, 4, 1, 0), 4, 1))
                .isEqualTo(
                        "The engines agree about 4 of 10 files (40.0 %), differ over 3, and 3 cannot be compared because"
                                + " an engine did not judge them whole; a found something in 4 files, b in 1.");
    }

    @Test
    void doesNotRoundUpToAgreement() {
        assertThat(conclusion(new AllCount(0, 1, 99_999, 0, 0, 0), 1, 0)).contains("(99.9 %)");
    }

    private static String conclusion(AllCount all, long first, long second) {
        return Conclusion.of(new Comparison(
                List.of("corpus"),
                Instant.EPOCH,
                Duration.ZERO,
                "here",
                List.of(engine("a", first), engine("b", second)),
                0,
                all,
                List.of(),
                0,
                0,
                false));
    }

    private static EngineResult engine(String name, long found) {
        BackendIdentity identity = new BackendIdentity("v", "p", "1", "1", Optional.empty(), Set.of());
        return new EngineResult(name, identity, false, Duration.ZERO, found, 0, 0, 0, 0, 0, 0, new Timings());
    }
}
