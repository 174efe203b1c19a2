package dev.gatehouse.benchmarks.micro;

import dev.gatehouse.benchmarks.database.PatternLines;
import java.io.IOException;
import java.util.BitSet;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Search for strings of bytes, beside libraries that do nothing else. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LiteralBenchmark {

    /** How many strings. */
    @Param({"1000", "10000", "100000"})
    public int patterns;

    /** What is searched. */
    @Param({"ELF", "TEXT"})
    public Input input = Input.ELF;

    /** What searches. */
    @Param
    public Library library = Library.GATEHOUSE;

    @SuppressWarnings("NullAway.Init") // set up by JMH
    private LiteralEngine opened;

    private byte[] bytes = {};

    /** Made by JMH. */
    public LiteralBenchmark() {}

    /** Compiles the strings and makes the input. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        opened = library.open(PatternLines.literals(patterns));
        bytes = input.bytes(patterns);
    }

    /** Frees what is not on the heap. */
    @TearDown(Level.Trial)
    public void tearDown() {
        opened.close();
    }

    /** One pass over the input. */
    @Benchmark
    @OperationsPerInvocation(Input.MEBIBYTES)
    public BitSet search() throws IOException {
        return opened.find(bytes);
    }
}
