package dev.gatehouse.benchmarks.corpus;

import dev.gatehouse.benchmarks.WorkFolder;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gathers the corpus. */
@Command(
        name = "corpus",
        description = "Gather ordinary files of every class from Debian packages and Maven artifacts.",
        mixinStandardHelpOptions = true)
public final class CorpusCommand implements Callable<Integer> {

    @Mixin
    private final WorkFolder work = new WorkFolder();

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            description = "How large the corpus shall be; 1, the default, is about 1 GB.")
    private double scale = 1;

    /** Made by picocli. */
    public CorpusCommand() {}

    @Override
    public Integer call() throws IOException {
        Manifest manifest = new CorpusBuilder(work, scale).build(Recipe.standard());
        for (FileClass each : FileClass.values()) {
            System.out.printf(
                    "%-6s %,15d bytes in %,7d files%n", each.folder(), manifest.bytes(each), manifest.files(each));
        }
        return 0;
    }
}
