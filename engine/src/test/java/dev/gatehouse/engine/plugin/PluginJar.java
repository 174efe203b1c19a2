package dev.gatehouse.engine.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Jars of plugins, compiled from source while the test runs, as a vendor would build them. */
final class PluginJar {

    private static final String SERVICE = "META-INF/services/dev.gatehouse.spi.BackendProvider";

    private final Path work;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> resources = new LinkedHashMap<>();
    private final List<Path> libraries = new ArrayList<>();

    PluginJar(Path work) {
        this.work = work;
    }

    /** A provider of a type whose backend's engine version is what an expression says. */
    static PluginJar provider(Path work, String className, String type, String version) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        String source = """
                package %s;
                import dev.gatehouse.spi.*;
                import java.util.*;
                public final class %s implements BackendProvider {
                    public String type() { return "%s"; }
                    public List<ConfigurationKey> configurationKeys() { return List.of(); }
                    public Backend open(BackendConfiguration configuration) {
                        return new Backend() {
                            public BackendIdentity identity() {
                                return new BackendIdentity("Vendor", "Product", %s, "1", Optional.empty(),
                                        Set.of(Capability.MATCHES_PARTS));
                            }
                            public ScanOutcome scan(Subject subject, ScanContext context) {
                                return new ScanOutcome.Clean();
                            }
                            public Health health() { return new Health.Ready(); }
                            public void close() {}
                        };
                    }
                }
                """.formatted(className.substring(0, className.lastIndexOf('.')), simple, type, version);
        return new PluginJar(work).source(className, source).resource(SERVICE, className + "\n");
    }

    PluginJar source(String className, String source) {
        sources.put(className.replace('.', '/') + ".java", source);
        return this;
    }

    PluginJar resource(String name, String text) {
        resources.put(name, text);
        return this;
    }

    /** Compiles against a jar that is not packed. */
    PluginJar against(Path jar) {
        libraries.add(jar);
        return this;
    }

    Path write(Path jar) throws IOException {
        Path from = Files.createTempDirectory(work, "source");
        Path to = Files.createTempDirectory(work, "classes");
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", to.toString(), "-cp", classPath()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = from.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (!sources.isEmpty() && compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new AssertionError("the plugin does not compile: " + sources);
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> classes = Files.walk(to)) {
            for (Path file : classes.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(to.relativize(file).toString()));
                zip.write(Files.readAllBytes(file));
            }
            for (Map.Entry<String, String> resource : resources.entrySet()) {
                zip.putNextEntry(new ZipEntry(resource.getKey()));
                zip.write(resource.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private String classPath() {
        List<String> path = new ArrayList<>(List.of(System.getProperty("java.class.path")));
        libraries.forEach(jar -> path.add(jar.toString()));
        return String.join(":", path);
    }
}
