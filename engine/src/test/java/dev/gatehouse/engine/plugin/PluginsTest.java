package dev.gatehouse.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {

    @TempDir
    private Path work;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(work.resolve("plugins"));
    }

    @Test
    void eachPluginHasItsOwnVersionOfALibrary() throws Exception {
        for (String version : new String[] {"1", "2"}) {
            Path own = Files.createDirectory(folder.resolve("vendor" + version));
            Path library = new PluginJar(work)
                    .source(
                            "shared.Library",
                            "package shared; public class Library {\n"
                                    + "    public static String version() { return \"" + version + "\"; } }")
                    .write(own.resolve("library.jar"));
            PluginJar.provider(work, "vendor.Provider", "vendor" + version, "shared.Library.version()")
                    .against(library)
                    .write(own.resolve("backend.jar"));
        }

        try (Plugins plugins = Plugins.open(folder)) {
            assertThat(plugins.broken()).isEmpty();
            assertThat(plugins.installed()).extracting(Installed::type).containsExactly("vendor1", "vendor2");
            assertThat(engineVersion(plugins.installed().get(0))).isEqualTo("1");
            assertThat(engineVersion(plugins.installed().get(1))).isEqualTo("2");
        }
    }

    @Test
    void aPluginSeesNeitherTheEngineNorItsLibraries() throws Exception {
        PluginJar.provider(work, "vendor.Curious", "curious", "seen()")
                .source("vendor.Curious", curious())
                .write(folder.resolve("curious.jar"));

        try (Plugins plugins = Plugins.open(folder)) {
            assertThat(engineVersion(plugins.installed().getFirst())).isEqualTo("false false true true");
        }
    }

    /** Looks for the engine, a library of the engine, the SPI, and itself by the thread's context. */
    private static String curious() {
        return """
                package vendor;
                import dev.gatehouse.spi.*;
                import java.util.*;
                public final class Curious implements BackendProvider {
                    static boolean sees(ClassLoader loader, String name) {
                        try { Class.forName(name, false, loader); return true; }
                        catch (ClassNotFoundException e) { return false; }
                    }
                    static String seen() {
                        ClassLoader own = Curious.class.getClassLoader();
                        return sees(own, "dev.gatehouse.engine.Scanner")
                                + " " + sees(own, "org.apache.commons.compress.archivers.ArchiveEntry")
                                + " " + sees(own, "dev.gatehouse.spi.Backend")
                                + " " + sees(Thread.currentThread().getContextClassLoader(), "vendor.Curious");
                    }
                    public String type() { return "curious"; }
                    public List<ConfigurationKey> configurationKeys() { return List.of(); }
                    public Backend open(BackendConfiguration configuration) {
                        return new Backend() {
                            public BackendIdentity identity() {
                                return new BackendIdentity("Vendor", "Product", seen(), "1", Optional.empty(),
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
                """;
    }

    @Test
    void aPackedCopyOfTheSpiIsNotUsed() throws Exception {
        PluginJar.provider(work, "vendor.Provider", "packed", "\"1\"")
                .resource("dev/gatehouse/spi/Backend.class", "not a class")
                .write(folder.resolve("packed.jar"));

        try (Plugins plugins = Plugins.open(folder)) {
            assertThat(engineVersion(plugins.installed().getFirst())).isEqualTo("1");
        }
    }

    @Test
    void aBrokenPluginIsNamedAndLeavesTheOthersAlone() throws Exception {
        PluginJar.provider(work, "vendor.Provider", "good", "\"1\"").write(folder.resolve("good.jar"));
        Files.writeString(folder.resolve("garbage.jar"), "this is no zip");
        Files.writeString(folder.resolve("readme.txt"), "about these plugins");
        Files.createDirectory(folder.resolve("hollow"));
        new PluginJar(work).resource("letter.txt", "dear").write(folder.resolve("silent.jar"));
        new PluginJar(work)
                .resource("META-INF/services/dev.gatehouse.spi.BackendProvider", "vendor.Absent\n")
                .write(folder.resolve("absent.jar"));
        PluginJar.provider(work, "vendor.Provider", "x", "\"1\"")
                .source("vendor.Provider", throwing())
                .write(folder.resolve("throwing.jar"));

        try (Plugins plugins = Plugins.open(folder)) {
            assertThat(plugins.installed()).extracting(Installed::type).containsExactly("good");
            assertThat(plugins.broken())
                    .extracting(broken -> broken.path().getFileName().toString())
                    .containsExactly("absent.jar", "garbage.jar", "hollow", "readme.txt", "silent.jar", "throwing.jar");
            assertThat(message(plugins, "absent.jar")).contains("vendor.Absent");
            assertThat(message(plugins, "garbage.jar")).contains("META-INF/services");
            assertThat(message(plugins, "hollow")).contains("without a .jar");
            assertThat(message(plugins, "silent.jar")).contains("META-INF/services");
            assertThat(message(plugins, "throwing.jar")).contains("out of order");
        }
    }

    private static String throwing() {
        return """
                package vendor;
                import dev.gatehouse.spi.*;
                import java.util.*;
                public final class Provider implements BackendProvider {
                    public String type() { throw new IllegalStateException("out of order"); }
                    public List<ConfigurationKey> configurationKeys() { return List.of(); }
                    public Backend open(BackendConfiguration configuration) { throw new IllegalStateException(); }
                }
                """;
    }

    @Test
    void aLibraryThatWasNotPackedIsNamedWhenItIsMissed() throws Exception {
        Path library = new PluginJar(work)
                .source(
                        "shared.Library",
                        "package shared; public class Library {\n"
                                + "    public static String version() { return \"1\"; } }")
                .write(work.resolve("library.jar"));
        PluginJar.provider(work, "vendor.Provider", "lacking", "\"1\"")
                .source("vendor.Provider", """
                        package vendor;
                        import dev.gatehouse.spi.*;
                        import java.util.*;
                        public final class Provider implements BackendProvider {
                            public String type() { return "lacking"; }
                            public List<ConfigurationKey> configurationKeys() { return List.of(); }
                            public Backend open(BackendConfiguration configuration) {
                                throw new IllegalStateException(shared.Library.version());
                            }
                        }
                        """)
                .against(library)
                .write(folder.resolve("lacking.jar"));

        try (Plugins plugins = Plugins.open(folder)) {
            assertThatThrownBy(() -> plugins.installed().getFirst().provider().open(configuration()))
                    .isInstanceOf(BackendUnavailableException.class)
                    .hasMessageContaining("shared/Library");
        }
    }

    @Test
    void ofTwoPluginsWithOneTypeNeitherIsTaken() throws Exception {
        PluginJar.provider(work, "vendor.Provider", "same", "\"1\"").write(folder.resolve("a.jar"));
        PluginJar.provider(work, "vendor.Provider", "same", "\"2\"").write(folder.resolve("b.jar"));

        try (Plugins plugins = Plugins.open(folder)) {
            assertThat(plugins.installed()).isEmpty();
            assertThat(plugins.broken())
                    .hasSize(2)
                    .allSatisfy(broken -> assertThat(broken.message())
                            .contains("same")
                            .contains("a.jar")
                            .contains("b.jar"));
        }
    }

    @Test
    void digestsAreThoseThatSha256sumPrints() throws Exception {
        Path jar = PluginJar.provider(work, "vendor.Provider", "one", "\"1\"").write(folder.resolve("one.jar"));
        Path own = Files.createDirectories(folder.resolve("two").resolve("data"));
        PluginJar.provider(work, "vendor.Provider", "two", "\"1\"")
                .write(folder.resolve("two").resolve("Z.jar"));
        Files.writeString(own.resolve("ä data"), "data");
        Files.writeString(folder.resolve("two").resolve("data-2"), "more");

        try (Plugins plugins = Plugins.open(folder)) {
            assertThat(plugins.installed().get(0).origin())
                    .isEqualTo(new Origin(jar.toRealPath(), shell(folder, "sha256sum one.jar | cut -c1-64")));
            assertThat(plugins.installed().get(1).origin().sha256())
                    .isEqualTo(shell(
                            folder.resolve("two"),
                            "find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum"
                                    + " | cut -c1-64"));
        }
    }

    private static String shell(Path where, String line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", line)
                .directory(where.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.strip();
    }

    @Test
    void codeOfAPluginThatIsNotAdmittedDoesNotRun() throws Exception {
        Path mark = work.resolve("ran");
        PluginJar.provider(work, "vendor.Provider", "eager", "\"1\"")
                .source("vendor.Provider", """
                        package vendor;
                        import dev.gatehouse.spi.*;
                        import java.nio.file.*;
                        import java.util.*;
                        public final class Provider implements BackendProvider {
                            public Provider() throws Exception { Files.writeString(Path.of("%s"), ""); }
                            public String type() { return "eager"; }
                            public List<ConfigurationKey> configurationKeys() { return List.of(); }
                            public Backend open(BackendConfiguration configuration) { return null; }
                        }
                        """.formatted(mark))
                .write(folder.resolve("eager.jar"));

        try (Plugins refused = Plugins.open(folder, origin -> Optional.of("not pinned: " + origin.sha256()))) {
            assertThat(refused.installed()).isEmpty();
            assertThat(refused.broken().getFirst().message()).contains("not pinned");
            assertThat(mark).doesNotExist();
        }
        try (Plugins admitted = Plugins.open(folder)) {
            assertThat(admitted.installed()).hasSize(1);
            assertThat(mark).exists();
        }
    }

    @Test
    void whatEverybodyMayChangeIsNotLoaded() throws Exception {
        Path jar = PluginJar.provider(work, "vendor.Provider", "open", "\"1\"").write(folder.resolve("open.jar"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));

        try (Plugins plugins = Plugins.open(folder)) {
            assertThat(plugins.installed()).isEmpty();
            assertThat(message(plugins, "open.jar")).contains("chmod o-w");
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> Plugins.open(folder)).hasMessageContaining("chmod o-w");
    }

    @Test
    void aLinkInsideAPluginCannotBePinnedAndIsRefused() throws Exception {
        Path own = Files.createDirectory(folder.resolve("linked"));
        PluginJar.provider(work, "vendor.Provider", "linked", "\"1\"").write(own.resolve("backend.jar"));
        Files.createSymbolicLink(own.resolve("library.jar"), work.resolve("elsewhere.jar"));

        try (Plugins plugins = Plugins.open(folder)) {
            assertThat(message(plugins, "linked")).contains("library.jar");
        }
    }

    /** A method with a default that is not passed on would be answered by the default, and nobody would notice. */
    @Test
    void everythingThatTheEngineAsksIsPassedOnToThePlugin() {
        Map<Class<?>, Class<?>> wrappers =
                Map.of(Backend.class, PluginBackend.class, BackendProvider.class, PluginProvider.class);
        wrappers.forEach((asked, wrapper) -> assertThat(asked.getMethods())
                .isNotEmpty()
                .allSatisfy(
                        method -> assertThat(wrapper.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                                .isNotNull()));
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> Plugins.open(work.resolve("nowhere"))).isInstanceOf(IOException.class);
    }

    private static String message(Plugins plugins, String name) {
        return plugins.broken().stream()
                .filter(broken -> broken.path().endsWith(name))
                .findFirst()
                .orElseThrow()
                .message();
    }

    private static String engineVersion(Installed installed) throws BackendUnavailableException {
        try (Backend backend = installed.provider().open(configuration())) {
            return backend.identity().engineVersion();
        }
    }

    private static BackendConfiguration configuration() {
        return new BackendConfiguration("name", Map.of());
    }
}
