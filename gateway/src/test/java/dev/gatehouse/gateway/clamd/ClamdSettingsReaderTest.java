package dev.gatehouse.gateway.clamd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.engine.configuration.ConfigurationFile;
import dev.gatehouse.gateway.policy.Concern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClamdSettingsReaderTest {

    @TempDir
    Path folder;

    @Test
    void isSafeForEveryClientWhereNothingIsSet() throws Exception {
        ClamdSettings settings = read("stream-max-length: 100M");
        for (Concern concern : Concern.values()) {
            assertThat(settings.policy().action(concern)).isEqualTo(ClamdAction.BLOCK);
        }
        assertThat(settings.streamMaxLength()).isEqualTo(100L << 20);
        assertThat(settings.roots()).isEmpty();
        assertThat(settings.reloadAllowed()).isFalse();
        assertThat(settings.shutdownAllowed()).isFalse();
    }

    @Test
    void overridesOneByOneWhatAClientSets() throws Exception {
        ClamdSettings settings = read("busy: ok, client: exim, limits: found, roots: [/a, /b], allow-reload: true");
        assertThat(settings.policy().action(Concern.BUSY)).isEqualTo(ClamdAction.OK);
        assertThat(settings.policy().action(Concern.LIMIT)).isEqualTo(ClamdAction.FOUND);
        assertThat(settings.policy().action(Concern.FAILED)).isEqualTo(ClamdAction.ERROR);
        assertThat(settings.roots()).containsExactly(Path.of("/a"), Path.of("/b"));
        assertThat(settings.reloadAllowed()).isTrue();
    }

    @Test
    void letsNothingPassForAnyClient() {
        for (ClamdClient client : ClamdClient.values()) {
            for (Concern concern : Concern.values()) {
                assertThat(client.policy().action(concern)).isNotEqualTo(ClamdAction.OK);
            }
        }
        for (ClamdClient deaf : new ClamdClient[] {ClamdClient.ANY, ClamdClient.RSPAMD, ClamdClient.JAMES}) {
            for (Concern concern : Concern.values()) {
                assertThat(deaf.policy().action(concern)).isNotEqualTo(ClamdAction.ERROR);
            }
        }
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        assertThatThrownBy(() -> read("clients: exim")).hasMessageContaining("unknown key 'clients'");
        assertThatThrownBy(() -> read("client: postfix")).hasMessageContaining("there are any, rspamd");
        assertThatThrownBy(() -> read("limits: perhaps")).hasMessageContaining("none of ok, error, found, block");
        assertThatThrownBy(() -> read("roots: spool")).hasMessageContaining("not an absolute path");
        assertThatThrownBy(() -> read("stream-max-length: 0")).hasMessageContaining("at least 1");
    }

    private ClamdSettings read(String keys) throws IOException, ConfigurationException {
        Path file = Files.writeString(folder.resolve("gatehouse.yaml"), "gateway: {" + keys + "}\n");
        return ClamdSettingsReader.read(
                ConfigurationFile.read(file).gateway().orElseThrow().settings());
    }
}
