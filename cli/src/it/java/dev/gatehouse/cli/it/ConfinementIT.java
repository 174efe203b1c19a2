package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.Launched.Result;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfinementIT {

    @TempDir
    private Path folder;

    @Test
    void aScanThatMustBeConfinedFindsReportsAndSpillsAsEver() throws Exception {
        Samples.write(folder.resolve("in/e.com"), Samples.eicar());
        Path large = Files.createDirectories(folder.resolve("in")).resolve("large.gz");
        try (var stream = new GZIPOutputStream(Files.newOutputStream(large))) {
            // larger than what is kept in memory, so that it goes through a temporary file
            for (int i = 0; i < 200; i++) {
                stream.write(("line " + i + "\n").repeat(20_000).getBytes(StandardCharsets.UTF_8));
            }
            stream.write(Samples.eicar());
        }
        Files.createDirectory(folder.resolve("tmp"));
        Files.createDirectory(folder.resolve("out"));
        Result result = Launched.in(folder)
                .scan("--confine=require", "--tempdir=tmp", "--report=out/r.json", "--max-ratio=100000", "in");
        assertThat(result.error()).isEmpty();
        assertThat(result.lines()).anyMatch(line -> line.startsWith("in/e.com: ") && line.endsWith("FOUND"));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("out/r.json")))
                .contains("large.gz")
                .contains("summary");
    }

    @Test
    void aReportInTheCurrentFolderIsWrittenToo() throws Exception {
        Samples.clean(folder.resolve("a.txt"));
        Result result = Launched.in(folder).scan("--confine=require", "--report=r.json", "a.txt");
        assertThat(result.error()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(folder.resolve("r.json")).exists();
    }

    @ParameterizedTest
    @CsvSource({"auto,2,1", "require,2,1", "off,0,0"})
    void theKernelSaysSoOfAProcessThatScans(String mode, String filter, String promise) throws Exception {
        Samples.clean(folder.resolve("a.txt"));
        // Standard input stays open and gives nothing: the process stays where it is.
        Process process = Launched.in(folder).start("scan", "--confine=" + mode, "a.txt", "-");
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo("a.txt: OK");
            try (var threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
                List<Path> all = threads.toList();
                assertThat(all).hasSizeGreaterThan(5);
                for (Path thread : all) {
                    assertThat(Files.readAllLines(thread.resolve("status")))
                            .contains("Seccomp:\t" + filter, "NoNewPrivs:\t" + promise);
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void theVersionTellsWhatIsInForce() throws Exception {
        Result result = Launched.in(folder).run("version", "--verbose");
        assertThat(result.error()).isEmpty();
        assertThat(result.lines())
                .anyMatch(line -> line.startsWith("Confinement no-programs: in force, seccomp"))
                .anyMatch(line -> line.startsWith("Confinement no-sockets: in force, seccomp"))
                .anyMatch(line -> line.startsWith("Confinement no-kernel-interfaces: in force"))
                .anyMatch(line -> line.startsWith("Confinement no-other-writes: "));
        assertThat(Launched.in(folder).run("version").output()).doesNotContain("Confinement");
    }
}
