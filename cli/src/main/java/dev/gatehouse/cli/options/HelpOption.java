package dev.gatehouse.cli.options;

import picocli.CommandLine.Option;

/** Every command's question for help. */
public final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private boolean asked;

    /** Made by picocli. */
    public HelpOption() {}
}
