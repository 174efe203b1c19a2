package dev.gatehouse.benchmarks.micro;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Runs the JMH benchmarks; takes JMH's own options. */
@Command(name = "jmh", description = "Run the JMH benchmarks. Options and patterns are JMH's own; -h shows them.")
public final class MicroCommand implements Callable<Integer> {

    @Unmatched
    private final List<String> options = new ArrayList<>();

    /** Made by picocli. */
    public MicroCommand() {}

    @Override
    public Integer call() throws IOException {
        org.openjdk.jmh.Main.main(options.toArray(String[]::new));
        return 0;
    }
}
