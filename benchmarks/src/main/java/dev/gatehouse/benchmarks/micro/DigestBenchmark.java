package dev.gatehouse.benchmarks.micro;

import dev.gatehouse.benchmarks.database.PatternLines;
import dev.gatehouse.signatures.Matcher;
import dev.gatehouse.signatures.Matches;
import dev.gatehouse.signatures.Specimen;
import dev.gatehouse.signatures.model.Digest;
import dev.gatehouse.signatures.model.Target;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Looking up digests: most are of sizes that the database knows, and of no file that it knows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DigestBenchmark {

    private static final int LOOKUPS = 1 << 14;

    /** How many digests. */
    @Param({"10000", "3000000"})
    public int digests;

    @SuppressWarnings("NullAway.Init") // set up by JMH
    private Matcher matcher;

    private final Known[] known = new Known[LOOKUPS];
    private int next;

    /** Made by JMH. */
    public DigestBenchmark() {}

    /** A file of which only size and digest are known. */
    private record Known(long size, Digest whole) implements Specimen {

        @Override
        public Set<Target> targets() {
            return Set.of();
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) {
            return 0;
        }

        @Override
        public byte[] digest(Digest.Algorithm algorithm) {
            return whole.bytes();
        }
    }

    /** Compiles the database; every eighth file that is looked up is in it. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        List<String> lines = PatternLines.sha256(digests);
        matcher = Matchers.of(lines, "hsb");
        for (int i = 0; i < LOOKUPS; i++) {
            String[] fields =
                    lines.get((int) ((i * 2_654_435_761L) % lines.size())).split(":", 3);
            byte[] bytes = HexFormat.of().parseHex(fields[0]);
            bytes[31] ^= (byte) (i % 8 == 0 ? 0 : 1);
            known[i] = new Known(Long.parseLong(fields[1]), Digest.of(bytes));
        }
    }

    /** One file. */
    @Benchmark
    public Matches lookUp() throws IOException {
        next = (next + 1) % LOOKUPS;
        return matcher.match(known[next], true, () -> false);
    }
}
