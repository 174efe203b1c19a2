package dev.gatehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineupTest {

    private static final Map<String, List<String>> UNAVAILABLE = Map.of("name", List.of("unavailable"));

    private final List<NeedleBackend> opened = new ArrayList<>();

    @Test
    void opensEveryEntryInOrderAndClosesAll() throws BackendUnavailableException {
        Lineup lineup = open(entry("a", Role.PRIMARY, Map.of()), entry("b", Role.SHADOW, Map.of()));

        assertThat(lineup.generation()).isEqualTo(7);
        assertThat(lineup.seats()).extracting(Seat::name).containsExactly("a", "b");
        assertThat(lineup.counts("a")).isTrue();
        assertThat(lineup.counts("b")).isFalse();

        lineup.close();

        assertThat(opened)
                .hasSize(2)
                .allSatisfy(backend -> assertThat(backend.closed).isTrue());
    }

    @Test
    void refusesAnUnknownKeyAndNamesTheKnownOnes() {
        assertThatThrownBy(() -> open(entry("a", Role.PRIMARY, Map.of("colour", List.of("red")))))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessage("backend a: unknown key colour; a backend of type needle knows [lists, name]");
    }

    @Test
    void refusesAKeySetTooOften() {
        assertThatThrownBy(() -> open(entry("a", Role.PRIMARY, Map.of("name", List.of("x", "y")))))
                .hasMessage("backend a: key name is set 2 times; it may be set once");
    }

    @Test
    void takesARepeatableKeySeveralTimes() throws BackendUnavailableException {
        assertThat(open(entry("a", Role.PRIMARY, Map.of("lists", List.of("x", "y"))))
                        .seats())
                .hasSize(1);
    }

    @Test
    void refusesAnUnknownType() {
        LineupEntry entry = new LineupEntry("magic", Role.PRIMARY, new BackendConfiguration("a", Map.of()));

        assertThatThrownBy(() -> open(entry))
                .hasMessage("backend a: no backend of type magic is installed; there are [needle]");
    }

    @Test
    void refusesATypeThatIsInstalledTwice() {
        assertThatThrownBy(() -> Lineup.open(
                        7,
                        List.of(entry("a", Role.PRIMARY, Map.of())),
                        List.of(new NeedleProvider(), new NeedleProvider())))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("two backends of type needle are installed");
    }

    @Test
    void refusesALineupInWhichNobodyCounts() {
        assertThatThrownBy(() -> open(entry("a", Role.SHADOW, Map.of())))
                .isInstanceOf(BackendUnavailableException.class);
        assertThatThrownBy(() -> open()).isInstanceOf(BackendUnavailableException.class);
    }

    @Test
    void opensNothingWhenTwoHaveTheSameName() {
        assertThatThrownBy(() -> open(entry("a", Role.PRIMARY, Map.of()), entry("a", Role.SECOND, Map.of())))
                .hasMessageContaining("two backends of the lineup have the name a");

        assertThat(opened).isEmpty();
    }

    @Test
    void leavesASeatVacantWhoseBackendCannotBeOpenedWhileAnotherCounts() throws BackendUnavailableException {
        Lineup lineup = open(entry("a", Role.PRIMARY, UNAVAILABLE), entry("b", Role.SECOND, Map.of()));

        assertThat(lineup.seats().getFirst().vacancy()).contains("no peer for a");
        assertThat(lineup.seats().getLast().vacancy()).isEmpty();
    }

    @Test
    void aBackendWhoseLibraryIsMissingLeavesTheOthersAlone() throws BackendUnavailableException {
        Lineup lineup =
                open(entry("a", Role.PRIMARY, Map.of("name", List.of("unlinked"))), entry("b", Role.SECOND, Map.of()));

        assertThat(lineup.warnings())
                .containsExactly(
                        "a takes no part: a: failed while it was opened: java.lang.UnsatisfiedLinkError: no lib");
    }

    @Test
    void opensNothingWhenNobodyWhoCountsCanBeOpened() {
        assertThatThrownBy(() -> open(entry("s", Role.SHADOW, Map.of()), entry("a", Role.PRIMARY, UNAVAILABLE)))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessage("no peer for a");

        assertThat(opened)
                .singleElement()
                .satisfies(backend -> assertThat(backend.closed).isTrue());
    }

    @Test
    void refusesARuleThatWantsMoreVotesThanThereAre() {
        assertThatThrownBy(() -> Lineup.open(
                        7,
                        List.of(entry("a", Role.PRIMARY, Map.of()), entry("b", Role.SHADOW, Map.of())),
                        List.of(new NeedleProvider()),
                        LineupPolicy.DEFAULT.withRule(new CombiningRule.Quorum(2))))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("wants 2 votes, but only 1 of its backends count");
    }

    private Lineup open(LineupEntry... entries) throws BackendUnavailableException {
        return Lineup.open(7, List.of(entries), List.of(new NeedleProvider()));
    }

    private static LineupEntry entry(String name, Role role, Map<String, List<String>> values) {
        return new LineupEntry("needle", role, new BackendConfiguration(name, values));
    }

    private final class NeedleProvider implements BackendProvider {

        @Override
        public String type() {
            return "needle";
        }

        @Override
        public List<ConfigurationKey> configurationKeys() {
            return List.of(
                    new ConfigurationKey("name", "What it finds.", false),
                    new ConfigurationKey("lists", "Where it looks.", true));
        }

        @Override
        public Backend open(BackendConfiguration configuration) throws BackendUnavailableException {
            if (configuration.value("name").equals(Optional.of("unavailable"))) {
                throw new BackendUnavailableException("no peer for " + configuration.name());
            }
            if (configuration.value("name").equals(Optional.of("unlinked"))) {
                throw new UnsatisfiedLinkError("no lib");
            }
            NeedleBackend backend = new NeedleBackend();
            opened.add(backend);
            return backend;
        }
    }
}
