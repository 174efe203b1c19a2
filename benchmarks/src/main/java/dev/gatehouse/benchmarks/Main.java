package dev.gatehouse.benchmarks;

import dev.gatehouse.benchmarks.adversarial.AttacksCommand;
import dev.gatehouse.benchmarks.census.BigramCensus;
import dev.gatehouse.benchmarks.compare.CompareCommand;
import dev.gatehouse.benchmarks.corpus.CorpusCommand;
import dev.gatehouse.benchmarks.database.DatabasesCommand;
import dev.gatehouse.benchmarks.gateway.GatewayCommand;
import dev.gatehouse.benchmarks.micro.MicroCommand;
import dev.gatehouse.benchmarks.micro.ReportCommand;
import dev.gatehouse.benchmarks.yara.YaraCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code bench} command: see docs/benchmarks.md. */
@Command(
        name = "bench",
        description = "Measures Gatehouse beside its peers.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CorpusCommand.class,
            DatabasesCommand.class,
            CompareCommand.class,
            MicroCommand.class,
            ReportCommand.class,
            AttacksCommand.class,
            BigramCensus.class,
            YaraCommand.class,
            GatewayCommand.class
        })
public final class Main {

    private Main() {}

    /** Runs a subcommand; the exit code is 0 when it did what it says. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
