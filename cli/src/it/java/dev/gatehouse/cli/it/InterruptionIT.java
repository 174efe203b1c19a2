package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterruptionIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143", "HUP,129"})
    void aSignalEndsTheScanWithinASecondWithTheSummarySoFar(String signal, int exitCode) throws Exception {
        Samples.clean(folder.resolve("a.txt"));
        // Standard input stays open and gives nothing: the scan hangs in a read that nothing but the end can stop.
        Process process = Launched.in(folder).start("scan", "a.txt", "-");
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo("a.txt: OK");
            long start = System.nanoTime();
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            String rest = output.lines().collect(Collectors.joining("\n"));
            assertThat(process.waitFor()).isEqualTo(exitCode);
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            assertThat(rest).contains("SCAN SUMMARY").contains("Interrupted");
            assertThat(time).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
    }
}
