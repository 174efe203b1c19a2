package dev.gatehouse.backend.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileReaderTest {

    private static final String GOOD = """
            vendor: V
            product: P
            program: [scan]
            arguments: ["{file}"]
            exit-codes:
              clean: [0]
              infected: [1]
            """;

    static Iterable<String> shipped() {
        return Profiles.SHIPPED;
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void readsEveryShippedProfile(String name) throws Exception {
        Profile profile = Profiles.find(name);

        assertThat(profile.programs()).isNotEmpty();
        assertThat(profile.arguments()).contains("{more}");
        assertThat(profile.exitCodes().clean()).contains(0);
    }

    @Test
    void readsTheLeastThatIsNeeded() throws Exception {
        Profile profile = ProfileReader.read("p.yaml", GOOD);

        assertThat(profile.giving()).isEqualTo(Profile.Giving.PATH);
        assertThat(profile.exitCodes().infected()).containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "colour: red | p.yaml:8: unknown key colour",
                "vendor: W | p.yaml:8: the key vendor is given twice",
                "give: pipe | p.yaml:8: give: must be path, stdin or batch, not pipe",
                "give: batch | arguments must hold {file}, or {files} or {list}",
                "batch: 5 | p.yaml:8: unknown key batch",
                "unpacks: perhaps | p.yaml:8: unpacks: must be true or false",
                "patterns: {infected: '('} | p.yaml:8: infected: not a regular expression",
                "patterns: {virus: 'x'} | p.yaml:8: unknown key virus",
                "environment: [a] | p.yaml:8: must be keys with values",
                "largest-mib: big | p.yaml:8: largest-mib: must be a number",
                "all-matches: {a: b} | p.yaml:8: all-matches must be a single value",
                "version: {arguments: [-v]} | p.yaml:8: the key pattern is missing",
                "requires: [ | p.yaml:",
            })
    void namesFileAndLineOfWhatIsWrong(String line, String message) {
        assertThatThrownBy(() -> ProfileReader.read("p.yaml", GOOD + line))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void namesAKeyThatIsMissing() {
        assertThatThrownBy(() -> ProfileReader.read("p.yaml", "product: P\n"))
                .hasMessageStartingWith("p.yaml:1: the key vendor is missing");
    }

    @Property(tries = 300)
    void refusesAnyOtherTextInWords(@ForAll String text) {
        try {
            assertThat(ProfileReader.read("p.yaml", text)).isNotNull();
        } catch (ProfileException e) {
            assertThat(e).hasMessageStartingWith("p.yaml:");
        }
    }
}
