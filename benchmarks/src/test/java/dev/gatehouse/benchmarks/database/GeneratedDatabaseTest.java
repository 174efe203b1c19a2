package dev.gatehouse.benchmarks.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.benchmarks.adversarial.Attack;
import dev.gatehouse.benchmarks.adversarial.AttackInput;
import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.PartReport;
import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.Scanner;
import dev.gatehouse.engine.ScannerOptions;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedDatabaseTest {

    @TempDir
    Path folder;

    @Test
    void clamscanAndGatehouseFindTheSameInEveryAttackAndInTheTestFile() throws Exception {
        Path database = new DatabaseBuilder(folder).full("tiny", Material.made(), 2_000, 300);
        try (Stream<Path> small = Files.list(new DatabaseBuilder(folder).small())) {
            for (Path file : small.toList()) {
                Files.copy(file, database.resolve(file.getFileName()));
            }
        }
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        AttackInput input = new AttackInput(Files.readAllLines(database.resolve("bench.ndb")));
        for (Attack attack : Attack.values()) {
            Files.write(corpus.resolve(attack.name()), input.bytes(attack, 1 << 16));
        }
        Files.write(corpus.resolve("test-file"), DatabaseBuilder.eicar());

        Set<String> theirs = new TreeSet<>(CorpusCheck.matches(database, List.of(corpus)));
        Set<String> ours = gatehouse(database, corpus);

        assertThat(ours)
                .isEqualTo(theirs)
                .contains("Eicar-Bench-Digest", "Eicar-Bench-Body")
                .hasSizeGreaterThan(50);
    }

    @Test
    void aSmallerDatabaseIsTheBeginningOfALargerOne() throws IOException {
        DatabaseBuilder builder = new DatabaseBuilder(folder);
        List<String> larger =
                Files.readAllLines(builder.full("a", Material.made(), 200, 0).resolve("bench.ndb"));
        List<String> smaller =
                Files.readAllLines(builder.full("b", Material.made(), 100, 0).resolve("bench.ndb"));

        assertThat(larger).startsWith(smaller.toArray(String[]::new)).doesNotHaveDuplicates();
    }

    private Set<String> gatehouse(Path database, Path corpus) throws BackendUnavailableException, IOException {
        Map<String, List<String>> values =
                Map.of("bundled", List.of("false"), "signatures", List.of(database.toString()));
        Set<String> names = new TreeSet<>();
        try (Lineup lineup = Lineup.open(List.of(
                        new LineupEntry("builtin", Role.PRIMARY, new BackendConfiguration("builtin", values))));
                Stream<Path> files = Files.list(corpus)) {
            Scanner scanner = new Scanner(lineup, ScannerOptions.defaults().withAllMatches(true));
            files.forEach(file -> collect(scanner.scan(file).root(), names));
        }
        return names;
    }

    private static void collect(PartReport part, Set<String> names) {
        part.findings().forEach(each -> names.add(each.finding().name()));
        part.parts().forEach(inner -> collect(inner, names));
    }
}
