package dev.gatehouse.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gatehouse.engine.approval.Approval;
import dev.gatehouse.engine.approval.Pin;
import dev.gatehouse.engine.approval.Validity;
import dev.gatehouse.engine.approval.VersionRange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApprovalsReaderTest {

    private static final Path FILE = Path.of("approvals.yaml");
    private static final String DIGEST = "ab".repeat(32);

    @Test
    void readsEverything() throws ConfigurationException {
        List<Approval> entries = read("""
                approvals:
                  - vendor: Cisco Talos
                    product: [ClamAV, ClamAV daemon]
                    versions: [">=1.4 <1.5", 1.0.*]
                    type: [clamd, command]
                    sha256:
                      program: %s
                      plugin: any
                    from: 2026-01-01
                    until: 2026-12-31T18:00:00Z
                    order: BOD 17-01
                """.formatted(DIGEST.toUpperCase(Locale.ROOT)));

        assertThat(entries)
                .containsExactly(new Approval(
                        2,
                        "Cisco Talos",
                        Set.of("ClamAV", "ClamAV daemon"),
                        List.of(VersionRange.of(">=1.4 <1.5"), VersionRange.of("1.0.*")),
                        Set.of("clamd", "command"),
                        Map.of("program", new Pin.Digests(List.of(DIGEST)), "plugin", new Pin.Any()),
                        new Validity(
                                Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                                Instant.parse("2026-12-31T18:00:00Z")),
                        "BOD 17-01"));
    }

    @Test
    void anEmptyListCoversNobody() throws ConfigurationException {
        assertThat(read("approvals: []\n")).isEmpty();
    }

    static Stream<Arguments> faults() {
        String whole = "vendor: V, product: P, order: O, until: 2026-12-31";
        return Stream.of(
                arguments("", "1:1", "there is no list here: begin it with approvals:"),
                arguments("allowed: []", "1:1", "unknown key 'allowed' in a list of approvals"),
                arguments("approvals: {}", "1:1", "approvals must be a list"),
                arguments(
                        "approvals:\n  - {product: P, order: O, until: 2026-12-31}", "2:5", "an approval needs vendor"),
                arguments(
                        "approvals:\n  - {vendor: V, order: O, until: 2026-12-31}", "2:5", "an approval needs product"),
                arguments("approvals:\n  - {vendor: V, product: P, order: O}", "2:5", "an approval needs until"),
                arguments(
                        "approvals:\n  - {vendor: V, product: P, until: 2026-12-31}", "2:5", "an approval needs order"),
                arguments("approvals:\n  - {" + whole + ", whom: x}", "2:58", "unknown key 'whom' in an approval"),
                arguments(
                        "approvals:\n  - {" + whole + ", versions: '~1'}", "2:58", "versions: '~1' bounds no version"),
                arguments("approvals:\n  - {" + whole + ", versions: []}", "2:58", "leave it out for all of them"),
                arguments(
                        "approvals:\n  - {" + whole + ", from: soon}", "2:58", "from: 'soon' is no time: write a day"),
                arguments("approvals:\n  - {" + whole + ", from: 2026-02-30}", "2:58", "is no time"),
                arguments("approvals:\n  - {" + whole + ", from: 2027-02-01}", "2:5", "from must be before until"),
                arguments("approvals:\n  - {" + whole + ", sha256: {plugin: ab}}", "2:67", "'ab' is no SHA-256"),
                arguments("approvals:\n  - {" + whole + ", sha256: {program: any}}", "2:67", "'any' is no SHA-256"),
                arguments("approvals:\n  - {" + whole + ", type: ''}", "2:58", "type must be one value or more"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhereAndWhatIsWrong(String text, String place, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(FILE + ":" + place + ": ")
                .hasMessageContaining(message);
    }

    @Property(tries = 300)
    void whateverTheTextIsThereIsAListOrAMessage(@ForAll String text) {
        try {
            assertThat(read("approvals:\n  - " + text)).isNotNull();
        } catch (ConfigurationException e) {
            assertThat(e).hasMessageStartingWith(FILE.toString());
        }
    }

    private static List<Approval> read(String text) throws ConfigurationException {
        return ApprovalsReader.read(FILE, text);
    }
}
