package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** A plugin of type {@code sized}, by Example, whose product is Sized 7, built against the SPI alone. */
final class SizedPlugin {

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

    private SizedPlugin() {}

    /**
     * Compiles it and packs it into a jar.
     *
     * @param folder where source and classes are put
     */
    static void build(Path folder, Path jar) throws Exception {
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
