package dev.gatehouse.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gatehouse.engine.BreakerPolicy;
import dev.gatehouse.engine.CombiningRule;
import dev.gatehouse.engine.FailurePolicy;
import dev.gatehouse.engine.LineupPolicy;
import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.Staleness;
import dev.gatehouse.engine.budget.Limits;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationReaderTest {

    private static final Path FILE = Path.of("/etc/gatehouse/gatehouse.yaml");

    @Test
    void readsEverything() throws ConfigurationException {
        Configuration configuration = read("""
                backends:
                  - type: builtin
                    signatures: [/var/lib/clamav, /srv/extra]
                    detect-pua: true
                  - name: clamav
                    type: clamd
                    socket: /run/clamav/clamd.ctl
                  - name: caged
                    type: contained
                    role: shadow
                    with:
                      type: yara
                      rules:
                        - /srv/rules
                lineup:
                  rule: quorum 2
                  on-failure: hold
                  hold: 10s
                  stale-after: 3d
                  refuse-after: 14d
                  break-after: 3
                  retry-after: 500ms
                  retry-at-most: 5m
                plugins: plugins
                limits:
                  max-depth: 8
                  max-files: 0
                  max-scansize: 1G
                  max-filesize: 100M
                  max-ratio: 50
                  max-scantime: 30s
                  max-decoder-memory: 64M
                """);

        assertThat(configuration.backends())
                .extracting(ConfiguredBackend::name)
                .containsExactly("builtin", "clamav", "caged");
        assertThat(configuration.backends())
                .extracting(backend -> backend.entry().role())
                .containsExactly(Role.PRIMARY, Role.SECOND, Role.SHADOW);
        assertThat(configuration.backends().get(0).entry().configuration().values())
                .isEqualTo(
                        Map.of("signatures", List.of("/var/lib/clamav", "/srv/extra"), "detect-pua", List.of("true")));
        assertThat(configuration.backends().get(2).entry().configuration().values())
                .isEqualTo(Map.of("with.type", List.of("yara"), "with.rules", List.of("/srv/rules")));
        assertThat(configuration.policy())
                .isEqualTo(new LineupPolicy(
                        new CombiningRule.Quorum(2),
                        FailurePolicy.HOLD,
                        Duration.ofSeconds(10),
                        new Staleness(Optional.of(Duration.ofDays(3)), Optional.of(Duration.ofDays(14))),
                        new BreakerPolicy(3, Duration.ofMillis(500), Duration.ofMinutes(5))));
        assertThat(configuration.plugins()).contains(Path.of("/etc/gatehouse/plugins"));
        assertThat(configuration.limits())
                .isEqualTo(new Limits(
                        8,
                        Long.MAX_VALUE,
                        1L << 30,
                        100L << 20,
                        50,
                        Limits.DEFAULT.ratioFreeBytes(),
                        Duration.ofSeconds(30),
                        64L << 20));
    }

    @Test
    void anEmptyFileSaysNothing() throws ConfigurationException {
        assertThat(read("# nothing\n"))
                .isEqualTo(new Configuration(
                        Optional.of(FILE),
                        List.of(),
                        Configuration.DEFAULT.policy(),
                        Optional.empty(),
                        Configuration.DEFAULT.limits(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void readsWhereApprovalsAreAndWhoMaySignThem() throws ConfigurationException {
        assertThat(read("approvals:\n  file: approvals.yaml\n  keys: [a.pem, /srv/b.pem]\n")
                        .approvals())
                .contains(new ApprovalSettings(
                        Path.of("/etc/gatehouse/approvals.yaml"),
                        List.of(Path.of("/etc/gatehouse/a.pem"), Path.of("/srv/b.pem"))));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("approvals:\n  keys: a.pem", "1:1", "approvals need a file"),
                arguments("approvals:\n  file: a.yaml", "1:1", "approvals need keys"),
                arguments("approvals:\n  key: a.pem", "2:3", "unknown key 'key' in approvals; there are file, keys"),
                arguments("colour: red", "1:1", "unknown key 'colour' in the file"),
                arguments("limits:\n  max-dept: 1", "2:3", "unknown key 'max-dept' in limits; there are max-depth"),
                arguments("limits:\n  max-depth: 0", "2:3", "max-depth: '0' is not a whole number from 1 on"),
                arguments("limits:\n  max-scansize: lots", "2:3", "'lots' is not a size"),
                arguments("limits:\n  max-scantime: soon", "2:3", "'soon' is not a length of time"),
                arguments(
                        "limits:\n  max-depth: 1\n  max-depth: 2",
                        "3:3",
                        "key 'max-depth' is set twice; it is set in line 2"),
                arguments("limits: 7", "1:1", "limits must be a mapping"),
                arguments("lineup:\n  rule: most", "2:3", "'most' is not a rule: write any, all or quorum N"),
                arguments("lineup:\n  on-failure: panic", "2:3", "on-failure must be fail-over, hold or refuse"),
                arguments("lineup:\n  stale-after: 0d", "2:3", "stale-after must be longer than nothing"),
                arguments(
                        "lineup:\n  stale-after: 5d\n  refuse-after: 2d",
                        "1:1",
                        "stale-after must not be longer than refuse-after"),
                arguments("lineup:\n  hold:", "2:3", "hold has no value"),
                arguments("backends: []", "1:1", "backends must not be empty"),
                arguments("backends:\n  - name: a", "2:5", "a backend needs a type"),
                arguments(
                        "backends:\n  - type: a\n    role: boss",
                        "3:5",
                        "role must be primary, second, shadow or standby, not 'boss'"),
                arguments(
                        "backends:\n  - type: a\n  - type: a",
                        "3:5",
                        "two backends have the name a, the other in line 2"),
                arguments("backends:\n  - type: a\n    key: [[1]]", "3:11", "must be a single value"),
                arguments("limits: {", "1:10", "this is not YAML"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhereAndWhatIsWrong(String text, String place, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(FILE + ":" + place + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void aKeyThatABackendDoesNotKnowIsAnErrorWithItsPlace() throws ConfigurationException {
        ConfiguredBackend backend = read("backends:\n  - type: house\n    depth: 1\n    with:\n      any: 2\n")
                .backends()
                .getFirst();

        assertThatThrownBy(() -> backend.check(List.of(provider("house", "with.*"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        FILE + ":3:5: unknown key 'depth' of backend house; a backend of type house knows name, type,"
                                + " role, with.*");
        backend.check(List.of(provider("house", "with.*", "depth")));
    }

    @Test
    void aTypeThatIsNotInstalledIsAnErrorWithItsPlace() throws ConfigurationException {
        ConfiguredBackend backend =
                read("backends:\n  - name: a\n    type: magic\n").backends().getFirst();

        assertThatThrownBy(() -> backend.check(List.of(provider("house"))))
                .hasMessage(FILE + ":3:5: no backend of type magic is installed; there are house");
    }

    @Test
    void aMappingThatHoldsItselfEnds() {
        assertThatThrownBy(() -> read("backends:\n  - type: a\n    loop: &loop\n      again: *loop\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nested too deep");
    }

    @Property(tries = 500)
    void whateverTheTextIsThereIsAConfigurationOrAMessage(@ForAll String text) {
        try {
            assertThat(read(text)).isNotNull();
        } catch (ConfigurationException e) {
            assertThat(e).hasMessageStartingWith(FILE.toString());
        }
    }

    private static Configuration read(String text) throws ConfigurationException {
        return ConfigurationReader.read(FILE, text);
    }

    private static BackendProvider provider(String type, String... keys) {
        return new BackendProvider() {
            @Override
            public String type() {
                return type;
            }

            @Override
            public List<ConfigurationKey> configurationKeys() {
                return List.of(keys).stream()
                        .map(key -> new ConfigurationKey(key, "For the test.", true))
                        .toList();
            }

            @Override
            public Backend open(BackendConfiguration configuration) throws BackendUnavailableException {
                throw new BackendUnavailableException("not in this test");
            }
        };
    }
}
