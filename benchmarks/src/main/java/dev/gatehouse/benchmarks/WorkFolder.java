package dev.gatehouse.benchmarks;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where everything is kept that is fetched or made, outside the repository. */
public final class WorkFolder {

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            description = "Where what is fetched and made is kept (default: ~/.cache/gatehouse-benchmarks).")
    private Path folder = usual();

    /** Made by picocli. */
    public WorkFolder() {}

    private static Path usual() {
        String property = System.getProperty("bench.work");
        return property == null
                ? Path.of(System.getProperty("user.home"), ".cache", "gatehouse-benchmarks")
                : Path.of(property);
    }

    /** Packages as they were fetched. */
    public Path packages() {
        return folder.resolve("packages");
    }

    /** Packages unpacked, a folder each. */
    public Path trees() {
        return folder.resolve("trees");
    }

    /** Jars as they were fetched. */
    public Path jars() {
        return folder.resolve("jars");
    }

    /** The corpus: a folder for each class of files, and its manifest. */
    public Path corpus() {
        return folder.resolve("corpus");
    }

    /** Signature databases, a folder each. */
    public Path databases() {
        return folder.resolve("databases");
    }

    /** Adversarial input, a folder for each database. */
    public Path attacks() {
        return folder.resolve("attacks");
    }

    /** For what lives as long as one run. */
    public Path temporary() {
        return folder.resolve("tmp");
    }
}
