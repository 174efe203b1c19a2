package dev.gatehouse.signatures.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers, model and executable layouts, with the plainest search there is, against the real clamscan. */
class NaiveSearchOracleTest {

    @Test
    void findsWhatClamscanFindsWithMoreThanTwoThousandGeneratedSignatures() {
        assertThat(Compared.OUTCOME.differences()).isEmpty();
        assertThat(Compared.OUTCOME.signatures()).isGreaterThan(2_000);
        assertThat(Compared.OUTCOME.hits()).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":0:\\*:",
                ":1:\\*:",
                ":6:\\*:",
                ":9:\\*:",
                ":\\d+:\\d+:",
                ":\\d+:\\d+,\\d+:",
                ":EOF-\\d+:",
                ":EOF-\\d+,\\d+:",
                ":1:EP\\+",
                ":1:EP-",
                ":6:EP[+-]",
                ":9:EP[+-]",
                ":1:S\\d+\\+",
                ":6:S\\d+\\+",
                ":9:S\\d+\\+",
                ":1:SL",
                ":6:SL",
                ":9:SL",
                ":1:SE",
                ":6:SE",
                ":9:SE",
                "\\?\\?",
                "[0-9a-f]\\?[0-9a-f]",
                "\\*[0-9a-f(]+",
                "\\{\\d+\\}",
                "\\{\\d+-\\}",
                "\\{-\\d+\\}",
                "\\{\\d+-\\d+\\}",
                ":[0-9a-f?]{2}\\[\\d+(-\\d+)?\\]",
                "\\[\\d+(-\\d+)?\\][0-9a-f]{2}(\\{|\\*|$)",
                "\\(\\w\\w\\|\\w\\w\\|\\w\\w\\)",
                "\\(\\w{4}\\|\\w{4}\\|\\w{4}\\)",
                "!\\([0-9a-f]",
                "\\|\\w\\w\\(",
                "\\((\\w{4}|\\w{6})\\|(\\w{2}|\\w{4}|\\w{6})\\|\\w\\w\\?",
                ":\\(B\\)",
                ":\\(L\\)",
                ":\\(W\\)",
                "[^!]\\(B\\)$",
                "[^!]\\(L\\)$",
                "[^!]\\(W\\)$",
                "!\\(B\\)$",
                "!\\(L\\)$",
                "!\\(W\\)$",
                "\\w\\(W\\)\\w",
                "\\w!\\(W\\)\\w",
                "^\\*:.*Section-MD5",
                ":\\*:.*MD5.*:73",
                "Section-SHA",
                "SHA-1",
                "SHA-256"
            })
    void theGeneratedSignaturesThatAreFoundHaveEveryForm(String form) {
        assertThat(Compared.OUTCOME.foundLines())
                .as("lines found that have %s", form)
                .anyMatch(Pattern.compile(form).asPredicate());
    }

    /** The comparison, which is made once for all tests. */
    private static final class Compared {
        static final OracleSuite.Outcome OUTCOME = compare();

        private static OracleSuite.Outcome compare() {
            try {
                return OracleSuite.compareAll(
                        new NaiveSearch(), Files.createTempDirectory(Path.of("target"), "oracle"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
