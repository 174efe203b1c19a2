package dev.gatehouse.gateway.icap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.engine.configuration.ConfigurationFile;
import dev.gatehouse.engine.configuration.Setting;
import dev.gatehouse.gateway.policy.Concern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IcapSettingsReaderTest {

    @TempDir
    Path folder;

    @Test
    void readsEveryKey() throws Exception {
        Files.writeString(folder.resolve("page.html"), "<p>{{id}}</p>");
        IcapSettings settings = read("""
                gateway:
                  services:
                    - path: /scan
                      aliases: [srv_clamav, /a/b/]
                      methods: respmod
                      policy: {encrypted: allow, failed: block}
                  preview: 0
                  offer-204: true
                  offer-206: false
                  max-body: 10M
                  options-ttl: 30s
                  max-connections: 7
                  block-page: page.html
                """);
        assertThat(settings.services()).singleElement().satisfies(service -> {
            assertThat(service.paths()).containsExactlyInAnyOrder("scan", "srv_clamav", "a/b");
            assertThat(service.methods()).containsExactly(IcapMethod.RESPMOD);
            assertThat(service.policy().action(Concern.ENCRYPTED)).isEqualTo(IcapAction.ALLOW);
            assertThat(service.policy().action(Concern.FAILED)).isEqualTo(IcapAction.BLOCK);
            assertThat(service.policy().action(Concern.INFECTED)).isEqualTo(IcapAction.BLOCK);
        });
        assertThat(settings.preview()).isZero();
        assertThat(settings.offer206()).isFalse();
        assertThat(settings.maxBody()).isEqualTo(10L << 20);
        assertThat(settings.optionsTtl()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.maxConnections()).isEqualTo(7);
        assertThat(settings.page().html()).isEqualTo("<p>{{id}}</p>");
    }

    @Test
    void tellsWhereSomethingIsWrong() {
        assertWrong("gateway:\n  previeww: 1\n", "unknown key 'previeww' in an icap listener");
        assertWrong("gateway:\n  services:\n    - {aliases: [x]}\n", "a service must have a path");
        assertWrong("gateway:\n  services:\n    - {path: x}\n    - {path: x}\n", "two services have the path x");
        assertWrong(
                "gateway:\n  services:\n    - {path: x, policy: {infected: pass}}\n", "neither allow, error nor block");
        assertWrong("gateway:\n  services:\n    - {path: x, policy: {virus: block}}\n", "unknown key 'virus'");
        assertWrong("gateway:\n  services:\n    - {path: x, methods: [options]}\n", "neither reqmod nor respmod");
        assertWrong("gateway:\n  block-page: absent.html\n", "block-page cannot be read");
        assertWrong("gateway:\n  max-body: 0\n", "max-body must be at least 1");
    }

    private void assertWrong(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .as(text)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    private IcapSettings read(String text) throws ConfigurationException, IOException {
        Path file = Files.writeString(folder.resolve("gatehouse.yaml"), text);
        Setting gateway = ConfigurationFile.read(file).gateway().orElseThrow();
        return IcapSettingsReader.read(gateway, gateway.settings());
    }
}
