package dev.gatehouse.gateway.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.engine.configuration.ConfigurationFile;
import dev.gatehouse.gateway.policy.Concern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MilterSettingsReaderTest {

    @TempDir
    Path folder;

    @Test
    void readsEveryKey() throws Exception {
        MilterSettings settings = read("""
                gateway:
                  actions:
                    infected: quarantine
                    busy: accept
                  reject-text: "{name}: call 100% of us"
                  refuse-text: no
                  tempfail-text: later
                  add-headers: false
                  exempt: [abuse@example.test, lab.test]
                  progress-interval: 3s
                  max-message-size: 25M
                """);

        assertThat(settings.policy().action(Concern.INFECTED)).isEqualTo(MilterAction.QUARANTINE);
        assertThat(settings.policy().action(Concern.BUSY)).isEqualTo(MilterAction.ACCEPT);
        assertThat(settings.policy().action(Concern.FAILED)).isEqualTo(MilterAction.TEMPFAIL);
        assertThat(settings.rejectText().with("Bad")).isEqualTo("Bad: call 100% of us");
        assertThat(settings.refuseText().template()).isEqualTo("no");
        assertThat(settings.tempfailText().template()).isEqualTo("later");
        assertThat(settings.addHeaders()).isFalse();
        assertThat(settings.exempt().covers("<x@lab.test>")).isTrue();
        assertThat(settings.exempt().covers("<abuse@example.test>")).isTrue();
        assertThat(settings.progress()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.maxMessageBytes()).isEqualTo(25L << 20);
    }

    @Test
    void rejectsTheInfectedAndTempfailsTheRestUnlessToldOtherwise() throws Exception {
        MilterSettings settings = read("gateway: {add-headers: true}\n");

        for (Concern concern : Concern.values()) {
            assertThat(settings.policy().action(concern))
                    .isEqualTo(concern == Concern.INFECTED ? MilterAction.REJECT : MilterAction.TEMPFAIL);
        }
        assertThat(settings.addHeaders()).isTrue();
        assertThat(settings.exempt().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            gateway: {action: x}                      | unknown key 'action' in a milter listener
            gateway: {actions: {virus: reject}}       | unknown key 'virus' in actions
            gateway: {actions: {infected: pass}}      | 'pass' is no action; there are accept, tag
            gateway: {reject-text: 'a {virus}'}       | {name} is the only place
            gateway: {tempfail-text: 'ä'}             | printable ASCII
            gateway: {add-headers: yes}               | 'yes' is neither true nor false
            gateway: {exempt: ['a b']}                | neither an address nor a domain
            gateway: {progress-interval: 0s}          | must not be 0
            gateway: {max-message-size: 0}            | must be at least 1
            """)
    void tellsWhatIsWrongAndWhere(String text, String message) {
        assertThatThrownBy(() -> read(text + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("gatehouse.yaml:1")
                .hasMessageContaining(message);
    }

    private MilterSettings read(String text) throws IOException, ConfigurationException {
        Path file = Files.writeString(folder.resolve("gatehouse.yaml"), text);
        return MilterSettingsReader.read(
                ConfigurationFile.read(file).gateway().orElseThrow().settings());
    }
}
