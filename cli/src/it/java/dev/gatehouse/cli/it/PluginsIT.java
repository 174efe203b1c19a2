package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.Launched.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend that does not come with Gatehouse, built here against the SPI alone and put into a folder of plugins. */
class PluginsIT {

    /** Finds everything whose size is what its configuration says. */
    private static final String SOURCE = """
            package com.example.sized;
            import dev.gatehouse.spi.*;
            import java.util.*;
            public final class SizedProvider implements BackendProvider {
                public String type() { return "sized"; }
                public List<ConfigurationKey> configurationKeys() {
                    return List.of(new ConfigurationKey("size", "What it finds, in bytes.", false));
                }
                public Backend open(BackendConfiguration configuration) throws BackendUnavailableException {
                    long size = Long.parseLong(configuration.value("size")
                            .orElseThrow(() -> new BackendUnavailableException("say which size")));
                    return new Backend() {
                        public BackendIdentity identity() {
                            return new BackendIdentity("Example", "Sized", "7", "3",
                                    Optional.of(java.time.Instant.EPOCH), Set.of(Capability.MATCHES_PARTS));
                        }
                        public ScanOutcome scan(Subject subject, ScanContext context) {
                            return subject.size() == size
                                    ? new ScanOutcome.Infected(List.of(Finding.named("Size." + size)), List.of())
                                    : new ScanOutcome.Clean();
                        }
                        public Health health() { return new Health.Ready(); }
                        public void close() {}
                    };
                }
            }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws Exception {
        Files.createDirectories(folder.resolve("plugins"));
        plugin(folder.resolve("plugins/sized.jar"));
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

    private void plugin(Path jar) throws Exception {
        Path source = Files.createDirectories(folder.resolve("source")).resolve("SizedProvider.java");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Files.writeString(source, SOURCE);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(failed).isZero();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            List<Path> compiled = files.filter(Files::isRegularFile).toList();
            for (Path file : compiled) {
                zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                zip.write(Files.readAllBytes(file));
            }
            zip.putNextEntry(new ZipEntry("META-INF/services/dev.gatehouse.spi.BackendProvider"));
            zip.write("com.example.sized.SizedProvider\n".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
