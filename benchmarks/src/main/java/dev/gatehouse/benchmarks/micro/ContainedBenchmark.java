package dev.gatehouse.benchmarks.micro;

import dev.gatehouse.benchmarks.WorkFolder;
import dev.gatehouse.benchmarks.database.PatternLines;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a scan costs in a contained child, beside the same scan by the same backend in this process. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ContainedBenchmark {

    private static final int PATTERNS = 1000;

    /** Where the backend is. */
    public enum Place {
        /** In this process. */
        HERE,
        /** In a child. */
        CONTAINED
    }

    /** Where the backend is. */
    @Param({"HERE", "CONTAINED"})
    public Place place = Place.HERE;

    /** How large the part is; 10 MB are handed over in shared memory, or as a file with {@link #file}. */
    @Param({"4096", "10000000"})
    public int bytes;

    /** Whether the part is a file on disk already. */
    @Param({"false", "true"})
    public boolean file;

    @SuppressWarnings("NullAway.Init") // set up by JMH
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Backend backend;

    @SuppressWarnings("NullAway.Init")
    private BytesSubject subject;

    /** Made by JMH. */
    public ContainedBenchmark() {}

    /** Writes the signatures and the part, and opens the backend. */
    @Setup(Level.Trial)
    public void setUp() throws IOException, BackendUnavailableException {
        Path temporary = Files.createDirectories(new WorkFolder().temporary());
        folder = Files.createTempDirectory(temporary, "contained");
        Path signatures = Files.write(folder.resolve("bench.ndb"), PatternLines.first(PATTERNS));
        byte[] input = Input.TEXT.bytes(PATTERNS);
        byte[] part = new byte[bytes];
        for (int at = 0; at < bytes; at += input.length) {
            System.arraycopy(input, 0, part, at, Math.min(input.length, bytes - at));
        }
        Path onDisk = Files.write(folder.resolve("part"), part);
        subject = new BytesSubject(part, file ? Optional.of(onDisk) : Optional.empty());
        Map<String, List<String>> here =
                Map.of("bundled", List.of("false"), "signatures", List.of(signatures.toString()));
        Map<String, List<String>> contained = Map.of(
                "type",
                List.of("builtin"),
                "children",
                List.of("1"),
                "with.bundled",
                List.of("false"),
                "with.signatures",
                List.of(signatures.toString()));
        backend = switch (place) {
            case HERE -> provider("builtin").open(new BackendConfiguration("builtin", here));
            case CONTAINED -> provider("contained").open(new BackendConfiguration("contained", contained));
        };
    }

    private static BackendProvider provider(String type) {
        return ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /** Closes the backend and deletes the files. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        backend.close();
        for (String name : List.of("bench.ndb", "part")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
    }

    /** One scan of one part. */
    @Benchmark
    public ScanOutcome scan() {
        return backend.scan(subject, new ScanContext(Deadline.none(), false));
    }
}
