package dev.gatehouse.benchmarks.micro;

import dev.gatehouse.benchmarks.database.PatternLines;
import dev.gatehouse.signatures.Matcher;
import dev.gatehouse.signatures.Matches;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Search for body patterns of every shape: how the speed depends on their number and on what is searched. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MatcherBenchmark {

    /** How many patterns. */
    @Param({"1000", "10000", "100000", "500000"})
    public int patterns;

    /** What is searched. */
    @Param
    public Input input = Input.ELF;

    @SuppressWarnings("NullAway.Init") // set up by JMH
    private Matcher matcher;

    @SuppressWarnings("NullAway.Init")
    private MemorySpecimen specimen;

    /** Made by JMH. */
    public MatcherBenchmark() {}

    /** Compiles the database and makes the input. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        matcher = Matchers.of(PatternLines.first(patterns), "ndb");
        specimen = new MemorySpecimen(input.bytes(patterns), input.targets());
    }

    /** One pass over the input. */
    @Benchmark
    @OperationsPerInvocation(Input.MEBIBYTES)
    public Matches search() throws IOException {
        return matcher.match(specimen, true, () -> false);
    }
}
