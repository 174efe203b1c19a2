package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.Launched.Result;
import dev.gatehouse.engine.configuration.Configuration;
import dev.gatehouse.engine.configuration.ConfigurationFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationIT {

    private static final Path SAMPLE = Launched.launcher().resolveSibling("cli/target/dist/gatehouse.sample.yaml");

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws Exception {
        Samples.write(folder.resolve("mail.zip"), Samples.zip(Map.of("eicar.com", Samples.eicar())));
        Files.writeString(folder.resolve("shallow.yaml"), "limits:\n  max-files: 1\n  max-scansize: 10\n");
    }

    @Test
    void theFileIsFoundWhereItUsuallyIs() throws Exception {
        Path usual = folder.resolve("xdg/gatehouse/gatehouse.yaml");
        Files.createDirectories(usual.getParent());
        Files.copy(folder.resolve("shallow.yaml"), usual);

        assertThat(scan().with("XDG_CONFIG_HOME", folder.resolve("xdg").toString())
                        .scan("mail.zip")
                        .output())
                .contains("limit-bytes");
    }

    @Test
    void theEnvironmentNamesTheFileAndTheCommandLineAnother() throws Exception {
        Files.writeString(folder.resolve("empty.yaml"), "");

        assertThat(shallow().scan("mail.zip").output()).contains("limit-bytes");
        assertThat(shallow().scan("--config=empty.yaml", "mail.zip").output()).contains("FOUND");
        assertThat(shallow().scan("--no-config", "mail.zip").output()).contains("FOUND");
    }

    @Test
    void theCommandLineOverridesTheFile() throws Exception {
        assertThat(shallow().scan("--max-scansize=1M", "mail.zip").output()).contains("FOUND");
    }

    @Test
    void aFaultIsToldWithFileLineAndColumn() throws Exception {
        Files.writeString(folder.resolve("bad.yaml"), "backends:\n  - type: builtin\n    colour: red\n");

        Result result = scan().scan("--config=bad.yaml", "mail.zip");

        assertThat(result.error())
                .startsWith(
                        "gatehouse: bad.yaml:3:5: unknown key 'colour' of backend builtin; a backend of type builtin"
                                + " knows name, type, role, ");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void theSampleWorksAsItIs() throws Exception {
        Result result = scan().scan("--config=" + SAMPLE, "mail.zip");

        assertThat(result.error()).isEmpty();
        assertThat(result.output()).isEqualTo("mail.zip!eicar.com: Eicar-Test-Signature FOUND\n");
    }

    @Test
    void everySettingThatTheSampleShowsCanBeRead() throws Exception {
        Path whole = folder.resolve("whole.yaml");
        Files.writeString(whole, Files.readString(SAMPLE).replaceAll("(?m)^#(?! |$)|^#(?=  +\\S+:|  - )", ""));

        Configuration configuration = ConfigurationFile.read(whole);

        assertThat(configuration.backends()).hasSize(2);
        assertThat(configuration.plugins()).isPresent();
        assertThat(configuration.limits()).isEqualTo(Configuration.DEFAULT.limits());
        assertThat(configuration.policy().staleness().refuseAfter()).isPresent();
    }

    private Launched scan() {
        return Launched.in(folder);
    }

    private Launched shallow() {
        return scan().with("GATEHOUSE_CONFIG", "shallow.yaml");
    }
}
