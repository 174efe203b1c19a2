package dev.gatehouse.cli.it;

import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.tck.BackendConformance;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Maven repository in a folder, with what a vendor's project needs of ours as if it were published: the parent's POM,
 * the SPI and the kit, as this build made them.
 */
final class PublishedArtifacts {

    private static final String VERSION = "0.1.0-SNAPSHOT";

    private final Path root;
    private final Path repository;

    private PublishedArtifacts(Path root, Path repository) {
        this.root = root;
        this.repository = repository;
    }

    /** Writes the repository. */
    static Path in(Path repository, Path root) throws IOException, URISyntaxException {
        PublishedArtifacts artifacts = new PublishedArtifacts(root, repository);
        artifacts.publish("gatehouse", "pom.xml");
        artifacts.publish("gatehouse-spi", "backends/spi/pom.xml", BackendProvider.class);
        artifacts.publish("gatehouse-tck", "backends/tck/pom.xml", BackendConformance.class);
        return repository;
    }

    private void publish(String artifact, String pom) throws IOException {
        Files.copy(root.resolve(pom), file(artifact, ".pom"));
    }

    private void publish(String artifact, String pom, Class<?> member) throws IOException, URISyntaxException {
        publish(artifact, pom);
        Path jar = Path.of(
                member.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (!Files.isRegularFile(jar)) {
            throw new AssertionError(jar + " is no jar: run this test in the build, after the package phase");
        }
        Files.copy(jar, file(artifact, ".jar"));
    }

    private Path file(String artifact, String extension) throws IOException {
        Path folder = Files.createDirectories(
                repository.resolve("dev/gatehouse").resolve(artifact).resolve(VERSION));
        return folder.resolve(artifact + "-" + VERSION + extension);
    }
}
