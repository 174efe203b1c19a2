package dev.gatehouse.gateway.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.engine.configuration.ConfigurationFile;
import dev.gatehouse.gateway.net.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewaySettingsTest {

    @TempDir
    Path folder;

    @Test
    void readsListenersAndLeavesTheProtocolsKeysToThem() throws Exception {
        GatewaySettings settings = read("""
                gateway:
                  threads: 2
                  listeners:
                    - name: inner
                      protocol: milter
                      listen: unix:/run/x.sock
                      socket-mode: rw-rw----
                      socket-group: postfix
                      connections: 7
                      idle-time: 3s
                      read-time: 4s
                      reject-text: no
                    - protocol: clamd
                      listen: 127.0.0.1:3310
                  admin: /run/a.sock
                  metrics: 127.0.0.1:9310
                  log: {to: serve.log, requests: concerns}
                  drain-time: 5s
                  reload-check: 0s
                """);
        ListenerConfiguration milter = settings.listeners().getFirst();
        assertThat(milter.settings().name()).isEqualTo("inner");
        assertThat(milter.settings().connections()).isEqualTo(7);
        assertThat(milter.settings().readTime()).isEqualTo(Duration.ofSeconds(4));
        assertThat(milter.endpoint())
                .isEqualTo(new Endpoint.Unix(Path.of("/run/x.sock"), Optional.of("rw-rw----"), Optional.of("postfix")));
        assertThat(milter.keys())
                .singleElement()
                .satisfies(key -> assertThat(key.key()).isEqualTo("reject-text"));
        assertThat(settings.listeners().get(1).settings().name()).isEqualTo("clamd");
        assertThat(settings.admin()).contains(Path.of("/run/a.sock"));
        assertThat(settings.metrics().orElseThrow().getPort()).isEqualTo(9310);
        assertThat(settings.log())
                .isEqualTo(new LogSettings(Optional.of(folder.resolve("serve.log")), LogSettings.Requests.CONCERNS));
        assertThat(settings.drainTime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.reloadCheck()).isZero();
    }

    @Test
    void servesClamdsProtocolToThisMachineAloneWhereNothingIsConfigured() throws Exception {
        GatewaySettings settings = read("limits:\n  max-depth: 9\n");
        assertThat(settings.listeners())
                .singleElement()
                .satisfies(
                        listener -> assertThat(listener.endpoint().toString()).isEqualTo("tcp:127.0.0.1:3310"));
        assertThat(settings.metrics()).isEmpty();
        assertThat(settings.admin()).isEmpty();
    }

    @Test
    void putsTheOperatorsSocketWhereSystemdMadeAFolder() throws Exception {
        Path file = Files.writeString(folder.resolve("gatehouse.yaml"), "limits:\n  max-depth: 9\n");
        GatewaySettings settings = GatewaySettings.read(
                ConfigurationFile.read(file),
                Map.of("RUNTIME_DIRECTORY", folder.toString(), "XDG_RUNTIME_DIR", "/tmp"));
        assertThat(settings.admin()).contains(folder.resolve("admin.sock"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "thread: 2 | unknown key 'thread' in gateway",
                "metrics: 192.0.2.1:9310 | a port of this machine's own",
                "admin: 127.0.0.1:1 | unix socket",
                "listeners: [] | one listener at least",
                "listeners: [{listen: '127.0.0.1:1'}] | needs a protocol",
                "listeners: [{protocol: clamd}] | needs an address",
                "listeners: [{protocol: clamd, listen: 3310}] | HOST:PORT",
                "listeners: [{protocol: clamd, listen: '127.0.0.1:1', socket-mode: rw-------}] | unix sockets alone",
                "listeners: [{protocol: a, listen: '127.0.0.1:1'}, {protocol: a, listen: '127.0.0.1:2'}] | the name a",
                "listeners: [{protocol: a, listen: '127.0.0.1:1'}, {protocol: b, listen: '127.0.0.1:1'}] | listen on",
                "listeners: [{name: 'a b', protocol: a, listen: '127.0.0.1:1'}] | is not a name",
                "log: {to: stderr, requests: some} | all, concerns or none",
            })
    void tellsWhatIsWrongAndWhere(String text, String message) {
        assertThatThrownBy(() -> read("gateway:\n  " + text + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("gatehouse.yaml:2:")
                .hasMessageContaining(message.strip());
    }

    private GatewaySettings read(String text) throws IOException, ConfigurationException {
        Path file = Files.writeString(folder.resolve("gatehouse.yaml"), text);
        return GatewaySettings.read(
                ConfigurationFile.read(file), Map.of("XDG_RUNTIME_DIR", folder + "/none", "RUNTIME_DIRECTORY", ""));
    }
}
