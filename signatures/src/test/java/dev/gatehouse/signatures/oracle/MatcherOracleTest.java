package dev.gatehouse.signatures.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from text to match, against the real clamscan. */
class MatcherOracleTest {

    @TempDir
    Path scratch;

    @Test
    void findsWhatClamscanFindsWithMoreThanTwoThousandGeneratedSignatures() throws Exception {
        OracleSuite.Outcome outcome = OracleSuite.compareAll(new CompiledSearch(), scratch);

        assertThat(outcome.differences()).isEmpty();
        assertThat(outcome.signatures()).isGreaterThan(2_000);
        assertThat(outcome.hits()).isGreaterThan(1_000);
    }

    @Test
    void findsTheSameInACrowdOfAHundredThousand() throws Exception {
        OracleSuite.Outcome outcome = OracleSuite.compare(OracleSuite.crowd(100_000), new CompiledSearch(), scratch);

        assertThat(outcome.differences()).isEmpty();
        assertThat(outcome.signatures()).isGreaterThan(100_000);
        assertThat(outcome.hits()).isGreaterThan(300);
    }
}
