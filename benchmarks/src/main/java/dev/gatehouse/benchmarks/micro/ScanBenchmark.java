package dev.gatehouse.benchmarks.micro;

import dev.gatehouse.benchmarks.WorkFolder;
import dev.gatehouse.benchmarks.database.PatternLines;
import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Scanner;
import dev.gatehouse.engine.ScannerOptions;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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

/** Whole scans through the engine: a small file, and a zip file, in which unpacking counts most. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScanBenchmark {

    private static final int SMALL_BYTES = 4096;

    /** How many patterns. */
    @Param({"1000", "100000"})
    public int patterns;

    @SuppressWarnings("NullAway.Init") // set up by JMH
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Lineup lineup;

    @SuppressWarnings("NullAway.Init")
    private Scanner scanner;

    @SuppressWarnings("NullAway.Init")
    private Path small;

    @SuppressWarnings("NullAway.Init")
    private Path zip;

    /** Made by JMH. */
    public ScanBenchmark() {}

    /** Writes the files and opens a lineup. */
    @Setup(Level.Trial)
    public void setUp() throws IOException, BackendUnavailableException {
        Path temporary = Files.createDirectories(new WorkFolder().temporary());
        folder = Files.createTempDirectory(temporary, "scan");
        byte[] text = Input.TEXT.bytes(patterns);
        small = Files.write(folder.resolve("small"), java.util.Arrays.copyOf(text, SMALL_BYTES));
        zip = folder.resolve("zip");
        try (ZipOutputStream members = new ZipOutputStream(Files.newOutputStream(zip))) {
            int size = text.length / 64;
            for (int i = 0; i < 64; i++) {
                members.putNextEntry(new ZipEntry("member" + i));
                members.write(text, i * size, size);
            }
        }
        Path database = Files.write(folder.resolve("bench.ndb"), PatternLines.first(patterns));
        Map<String, List<String>> values =
                Map.of("bundled", List.of("false"), "signatures", List.of(database.toString()));
        lineup = Lineup.open(
                List.of(new LineupEntry("builtin", Role.PRIMARY, new BackendConfiguration("builtin", values))));
        scanner = new Scanner(lineup, ScannerOptions.defaults().withCacheBytes(0));
    }

    /** Closes the lineup and deletes the files. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        lineup.close();
        for (String name : List.of("small", "zip", "bench.ndb")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
    }

    /** A file of 4 KiB. */
    @Benchmark
    public ScanReport smallFile() {
        return scanner.scan(small);
    }

    /** A zip file with 64 members; the score is mebibytes of what comes out of it. */
    @Benchmark
    @OperationsPerInvocation(Input.MEBIBYTES)
    public ScanReport zipFile() {
        return scanner.scan(zip);
    }
}
