package dev.gatehouse.backend.contained;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.ScanOutcome;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vendor's jar, built here, of which the gate knows nothing. */
class PluginTest {

    private static final String SOURCE = """
            package vendor;
            import dev.gatehouse.spi.*;
            import java.util.*;
            public class Provider implements BackendProvider {
                public String type() { return "vendor"; }
                public List<ConfigurationKey> configurationKeys() { return List.of(); }
                public Backend open(BackendConfiguration configuration) {
                    return new Backend() {
                        public BackendIdentity identity() {
                            return new BackendIdentity("Vendor", "Engine", "1", "1", Optional.empty(), Set.of());
                        }
                        public ScanOutcome scan(Subject subject, ScanContext context) {
                            try {
                                Class.forName("dev.gatehouse.backend.contained.ContainedProvider");
                                return new ScanOutcome.Infected(List.of(Finding.named("escaped")), List.of());
                            } catch (ClassNotFoundException e) {
                                return new ScanOutcome.Clean();
                            }
                        }
                        public Health health() { return new Health.Ready(); }
                        public void close() {}
                    };
                }
            }
            """;

    @TempDir
    private Path folder;

    private Path jar() throws Exception {
        Path source = Files.writeString(folder.resolve("Provider.java"), SOURCE);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(result).isZero();
        Path jar = Files.createDirectory(folder.resolve("plugin")).resolve("vendor.jar");
        try (OutputStream stream = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(stream);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                entries.write(Files.readAllBytes(file));
            }
            entries.putNextEntry(new JarEntry("META-INF/services/dev.gatehouse.spi.BackendProvider"));
            entries.write("vendor.Provider\n".getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    @Test
    void aPluginRunsFromItsJarAndSeesNothingOfOurs() throws Exception {
        Path jar = jar();
        for (Path place : List.of(jar, folder.resolve("plugin"))) {
            try (ContainedBackend backend = (ContainedBackend) new ContainedProvider()
                    .open(new BackendConfiguration(
                            "vendor", Map.of("plugin", List.of(place.toString()), "children", List.of("1"))))) {
                assertThat(backend.identity().vendor()).isEqualTo("Vendor");
                assertThat(Rig.scan(backend, MemorySubject.of(new byte[10]))).isEqualTo(new ScanOutcome.Clean());
            }
        }
    }
}
