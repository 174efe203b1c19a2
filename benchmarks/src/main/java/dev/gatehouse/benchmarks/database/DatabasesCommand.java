package dev.gatehouse.benchmarks.database;

import dev.gatehouse.benchmarks.WorkFolder;
import dev.gatehouse.benchmarks.corpus.FileClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the databases. */
@Command(
        name = "databases",
        description = "Make the signature databases: small, large, patterns-N and literals-N. Needs the corpus.",
        mixinStandardHelpOptions = true)
public final class DatabasesCommand implements Callable<Integer> {

    @Mixin
    private final WorkFolder work = new WorkFolder();

    @Option(names = "--patterns", description = "Body patterns of the large one (default: ${DEFAULT-VALUE}).")
    private int patterns = 300_000;

    @Option(names = "--digests", description = "Digests of the large one (default: ${DEFAULT-VALUE}).")
    private int digests = 3_000_000;

    @Option(
            names = "--steps",
            split = ",",
            description = "Databases of so many body patterns, for the curve (default: ${DEFAULT-VALUE}).")
    private List<Integer> steps = List.of(1_000, 10_000, 100_000, 500_000);

    @Option(names = "--literals", description = "Patterns of the one that YARA reads too (default: ${DEFAULT-VALUE}).")
    private int literals = 10_000;

    @Option(
            names = "--check",
            split = ",",
            description = "Classes of the corpus that clamscan looks for matches in, which are then left out:"
                    + " elf, pe, text, html, debs, jars, small. Jars and packages take it many minutes"
                    + " (default: ${DEFAULT-VALUE}).")
    private List<String> check = List.of("elf", "pe", "text", "html", "small");

    /** Made by picocli. */
    public DatabasesCommand() {}

    @Override
    public Integer call() throws IOException {
        DatabaseBuilder builder = new DatabaseBuilder(work.databases());
        builder.small();
        Material material = Material.of(work.corpus());
        int most = patterns;
        Path largest = builder.full("large", material, patterns, digests);
        List<Path> sharing = new ArrayList<>(List.of(largest));
        for (int step : steps) {
            Path database = builder.full("patterns-" + step, material, step, 0);
            sharing.add(database);
            if (step > most) {
                most = step;
                largest = database;
            }
        }
        Path literal = builder.literals(material, literals);
        leaveOutMatches(largest, sharing);
        leaveOutMatches(literal, List.of(literal));
        return 0;
    }

    /** What matches in the largest of databases that begin alike is left out of all. Random digests match nothing. */
    private void leaveOutMatches(Path largest, List<Path> databases) throws IOException {
        List<Path> files = check.stream()
                .filter(name -> !name.isEmpty())
                .map(name -> FileClass.named(name).orElseThrow(() -> new IllegalArgumentException("no class " + name)))
                .map(kind -> work.corpus().resolve(kind.folder()))
                .toList();
        Set<String> matches = files.isEmpty() ? Set.of() : CorpusCheck.matches(largest, files);
        for (Path database : databases) {
            int dropped = matches.isEmpty() ? 0 : DatabaseBuilder.drop(database, matches);
            System.out.printf("%s: %d signatures left out%n", database.getFileName(), dropped);
        }
    }
}
