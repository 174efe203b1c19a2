package dev.gatehouse.benchmarks.adversarial;

import dev.gatehouse.benchmarks.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes adversarial input as files. */
@Command(
        name = "attacks",
        description = "Write one file of adversarial input a kind, against the patterns of a database.",
        mixinStandardHelpOptions = true)
public final class AttacksCommand implements Callable<Integer> {

    @Mixin
    private final WorkFolder work = new WorkFolder();

    @Option(names = "--database", description = "The database (default: ${DEFAULT-VALUE}).")
    private String database = "large";

    @Option(names = "--megabytes", description = "The size of each file (default: ${DEFAULT-VALUE}).")
    private int megabytes = 32;

    /** Made by picocli. */
    public AttacksCommand() {}

    @Override
    public Integer call() throws IOException {
        AttackInput input = new AttackInput(
                Files.readAllLines(work.databases().resolve(database).resolve("bench.ndb")));
        Path folder = Files.createDirectories(work.attacks().resolve(database));
        for (Attack attack : Attack.values()) {
            String name = attack.name().toLowerCase(Locale.ROOT).replace('_', '-');
            Files.write(folder.resolve(name), input.bytes(attack, megabytes * 1_000_000));
            System.out.printf("%s: attacks %s%n", folder.resolve(name), attack.target());
        }
        return 0;
    }
}
