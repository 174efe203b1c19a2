package dev.gatehouse.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {

    @TempDir
    Path home;

    @Test
    void theEnvironmentNamesItWhetherItIsThereOrNot() {
        assertThat(ConfigurationFile.find(Map.of("GATEHOUSE_CONFIG", "/no/such.yaml"), home))
                .contains(Path.of("/no/such.yaml"));
        assertThat(ConfigurationFile.find(Map.of("GATEHOUSE_CONFIG", ""), home)).isEmpty();
    }

    @Test
    void theUsersOwnIsFoundInTheFolderOfConfigurations() throws IOException {
        Path usual = write(home.resolve(".config/gatehouse/gatehouse.yaml"));
        Path named = write(home.resolve("xdg/gatehouse/gatehouse.yaml"));

        assertThat(ConfigurationFile.find(Map.of(), home)).contains(usual);
        assertThat(ConfigurationFile.find(
                        Map.of("XDG_CONFIG_HOME", home.resolve("xdg").toString()), home))
                .contains(named);
    }

    @Test
    void aFileThatIsNotThereIsAMessage() {
        Path missing = home.resolve("missing.yaml");

        assertThatThrownBy(() -> ConfigurationFile.read(missing))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(missing + ": there is no such configuration file");
    }

    @Test
    void aFileThatIsNoTextIsAMessage() throws IOException {
        Path binary = Files.write(home.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(() -> ConfigurationFile.read(binary)).hasMessage(binary + ": this is not UTF-8");
    }

    private static Path write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "limits: {max-depth: 3}\n");
    }
}
