package dev.gatehouse.benchmarks.micro;

import dev.gatehouse.benchmarks.adversarial.Attack;
import dev.gatehouse.benchmarks.adversarial.AttackInput;
import dev.gatehouse.benchmarks.database.PatternLines;
import dev.gatehouse.signatures.Matcher;
import dev.gatehouse.signatures.Matches;
import dev.gatehouse.signatures.SignatureDatabase;
import dev.gatehouse.signatures.SignatureSources;
import dev.gatehouse.signatures.model.Target;
import java.io.IOException;
import java.util.List;
import java.util.Set;
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

/** Search in input made against the database: no kind may bring the matcher to a halt. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AdversarialBenchmark {

    /** How many patterns. */
    @Param("100000")
    public int patterns;

    /** The kind of input. */
    @Param
    public Attack attack = Attack.ZEROS;

    @SuppressWarnings("NullAway.Init") // set up by JMH
    private Matcher matcher;

    @SuppressWarnings("NullAway.Init")
    private MemorySpecimen specimen;

    /** Made by JMH. */
    public AdversarialBenchmark() {}

    /** Compiles the database, with a digest of a section as large as those of the input, and makes the input. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        List<String> lines = PatternLines.first(patterns);
        String section = Input.BYTES + ":00112233445566778899aabbccddeeff:Section\n";
        SignatureDatabase.Compiler compiler = SignatureDatabase.compiler();
        SignatureSources.text("bench.ndb", String.join("\n", lines) + "\n")
                .and(SignatureSources.text("bench.mdb", section))
                .read(compiler);
        matcher = compiler.compile().newMatcher();
        specimen = new MemorySpecimen(
                new AttackInput(lines).bytes(attack, Input.BYTES),
                attack == Attack.MANY_SECTIONS ? Set.of(Target.PE) : Set.of());
    }

    /** One pass over the input. */
    @Benchmark
    @OperationsPerInvocation(Input.MEBIBYTES)
    public Matches search() throws IOException {
        return matcher.match(specimen, true, () -> false);
    }
}
