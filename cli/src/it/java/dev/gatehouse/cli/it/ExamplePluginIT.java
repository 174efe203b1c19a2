package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.LocatedFinding;
import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Scanner;
import dev.gatehouse.engine.ScannerOptions;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.engine.plugin.Installed;
import dev.gatehouse.engine.plugin.Plugins;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.Finding;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vendor's way: build the example away from our sources, pass the kit, drop the jar into plugins/, scan. */
class ExamplePluginIT {

    private static final Path ROOT = Objects.requireNonNull(Launched.launcher().getParent());
    private static final Path EXAMPLE = ROOT.resolve("examples/backend");
    private static final long PATIENCE_MINUTES = 5;
    private static final int MOST_LINES = 100;

    @TempDir
    private Path folder;

    @Test
    void theExampleIsShort() throws IOException {
        long lines = 0;
        try (Stream<Path> sources = Files.walk(EXAMPLE.resolve("src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                lines += Files.readAllLines(source).size();
            }
        }
        assertThat(lines).isBetween(1L, MOST_LINES - 1L);
    }

    @Test
    void theExampleBuildsElsewherePassesTheKitAndScans() throws Exception {
        Path project = folder.resolve("vendor/phrases");
        copy(EXAMPLE, project);

        build(project);

        String report = Files.readString(
                project.resolve("target/surefire-reports/TEST-com.example.phrases.PhraseConformanceTest.xml"));
        assertThat(report).contains("findsAnInfectedSample").contains("givesEachOfSixteenThreadsItsOwnAnswer");

        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Files.copy(project.resolve("target/phrases-1.0.jar"), plugins.resolve("phrases-1.0.jar"));
        scanWith(plugins, project.resolve("src/test/phrases.properties"));
    }

    private void scanWith(Path folder, Path phrases) throws Exception {
        LineupEntry entry = new LineupEntry(
                "phrases",
                Role.PRIMARY,
                new BackendConfiguration("vendor", Map.of("file", List.of(phrases.toString()))));
        try (Plugins plugins = Plugins.open(folder)) {
            assertThat(plugins.broken()).isEmpty();
            List<BackendProvider> providers =
                    plugins.installed().stream().map(Installed::provider).toList();
            try (Lineup lineup = Lineup.open(1, List.of(entry), providers)) {
                Scanner scanner = new Scanner(lineup, ScannerOptions.defaults());

                ScanReport infected = scanner.scan(zip("open sesame"));
                ScanReport clean = scanner.scan(zip("open the window"));

                assertThat(infected.verdict())
                        .isInstanceOfSatisfying(
                                Verdict.Infected.class,
                                verdict -> assertThat(verdict.findings())
                                        .containsExactly(new LocatedFinding(
                                                List.of("letter.txt"), "vendor", Finding.named("Example.Sesame"))));
                assertThat(clean.verdict()).isInstanceOf(Verdict.Clean.class);
            }
        }
    }

    private Path zip(String text) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(folder, "zip");
        // often enough that it is packed, and cannot be found in the zip as it is
        Files.writeString(work.resolve("letter.txt"), text.repeat(100));
        Tools.shell(work, "zip -q letter.zip letter.txt");
        return work.resolve("letter.zip");
    }

    /**
     * Builds with Maven and without the network: what is not ours comes from what this build has fetched already, taken
     * as a repository, and nothing is written to it.
     */
    private void build(Path project) throws Exception {
        Path published = PublishedArtifacts.in(Files.createDirectory(folder.resolve("published")), ROOT);
        Path fetched = Path.of(System.getProperty("gatehouse.maven.repository"));
        Path settings = Files.writeString(folder.resolve("settings.xml"), """
                <settings>
                  <localRepository>%s</localRepository>
                  <mirrors>
                    <mirror><id>fetched</id><mirrorOf>central</mirrorOf><url>%s</url></mirror>
                  </mirrors>
                  <profiles>
                    <profile>
                      <id>gatehouse</id>
                      <repositories>
                        <repository>
                          <id>published</id>
                          <url>%s</url>
                          <snapshots><enabled>true</enabled></snapshots>
                        </repository>
                      </repositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>gatehouse</activeProfile></activeProfiles>
                </settings>
                """.formatted(
                        folder.resolve("local"), fetched.toUri(), published.toUri()));
        Path log = folder.resolve("build.log");
        ProcessBuilder builder = new ProcessBuilder(
                        System.getProperty("gatehouse.maven"), "-B", "-ntp", "-s", settings.toString(), "verify")
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as(() -> "the build said\n" + read(log)).isZero();
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Copies what is in the repository, and nothing that a build there has left. */
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) throws IOException {
                if (inner.endsWith("target")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(inner)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
