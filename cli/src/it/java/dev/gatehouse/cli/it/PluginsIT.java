package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.Launched.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend that does not come with Gatehouse, built here against the SPI alone and put into a folder of plugins. */
class PluginsIT {

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws Exception {
        Files.createDirectories(folder.resolve("plugins"));
        SizedPlugin.build(folder, folder.resolve("plugins/sized.jar"));
        Files.writeString(folder.resolve("five"), "12345");
        Files.writeString(folder.resolve("six"), "123456");
        Files.writeString(
                folder.resolve("gatehouse.yaml"),
                "plugins: plugins\nbackends:\n  - type: sized\n    size: 5\n  - type: builtin\n    signatures: []\n");
    }

    @Test
    void aPluginScansBesideTheHouse() throws Exception {
        Result result = scan("five", "six");

        assertThat(result.error()).isEmpty();
        assertThat(result.lines()).containsExactlyInAnyOrder("five: Size.5 FOUND", "six: OK");
    }

    @Test
    void aPluginIsListedWithTheDateOfItsSignatures() throws Exception {
        Result result = Launched.in(folder).run("backends", "list", "--config=gatehouse.yaml");

        assertThat(result.lines())
                .anySatisfy(line ->
                        assertThat(line).matches("sized +sized +primary +ready +Sized 7 +3 +1970-01-01T00:00:00Z"));
    }

    @Test
    void onePluginThatCannotBeLoadedIsToldAndTheOthersScan() throws Exception {
        Files.writeString(folder.resolve("plugins/broken.jar"), "this is no jar");

        Result result = scan("five");

        assertThat(result.error()).startsWith("gatehouse: warning: ").contains("broken.jar");
        assertThat(result.lines()).containsExactly("five: Size.5 FOUND");
    }

    @Test
    void signaturesThatAreTooOldLeaveNoFileClean() throws Exception {
        Files.writeString(
                folder.resolve("gatehouse.yaml"),
                Files.readString(folder.resolve("gatehouse.yaml")) + "lineup:\n  refuse-after: 30d\n");

        Result result = scan("six");

        assertThat(result.error())
                .startsWith("gatehouse: warning: sized takes no part: its signatures are of 1970-01-01T00:00:00Z");
        assertThat(result.lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("six: backend-stale: sized takes no part: ")
                        .endsWith("older than 30.0 days INCOMPLETE"));
        assertThat(result.exitCode()).isEqualTo(2);
    }

    private Result scan(String... files) throws Exception {
        return Launched.in(folder)
                .scan(Stream.concat(Stream.of("--config=gatehouse.yaml"), Stream.of(files))
                        .toArray(String[]::new));
    }
}
