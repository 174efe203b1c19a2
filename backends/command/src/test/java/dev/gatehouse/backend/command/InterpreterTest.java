package dev.gatehouse.backend.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.backend.command.ChildProcess.End;
import dev.gatehouse.backend.command.ChildProcess.Result;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanOutcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What exit codes and lines mean together. */
class InterpreterTest {

    private static final Path FILE = Path.of("/t/a");

    private static final String ONE = """
            vendor: V
            product: P
            program: [scan]
            arguments: ["{file}"]
            exit-codes: {clean: [0], infected: [1], incomplete: [9]}
            """;

    private static final String BATCH = """
            vendor: V
            product: P
            program: [scan]
            arguments: ["{files}"]
            give: batch
            exit-codes: {clean: [0], infected: [1]}
            patterns:
              limit: '^(?<file>/.*): too large$'
              infected: '^(?<file>/.*): (?<name>\\S+) FOUND$'
              clean: '^(?<file>/.*): OK$'
              error: '^(?<file>/.*): ERROR'
            """;

    @Test
    void judgesByTheExitCodeAlone() throws Exception {
        assertThat(judge(ONE, 0)).isInstanceOf(ScanOutcome.Clean.class);
        assertThat(judge(ONE, 1)).isEqualTo(new ScanOutcome.Infected(List.of(Finding.named("unnamed")), List.of()));
        assertThat(judge(ONE, 9)).isInstanceOf(ScanOutcome.Incomplete.class);
        assertThat(judge(ONE, 2)).isInstanceOf(ScanOutcome.Failed.class);
        // 128 and the number of the signal that ended it
        assertThat(judge(ONE, 139)).isInstanceOf(ScanOutcome.Failed.class);
    }

    @Test
    void takesNoLineThatItCannotReadForClean() throws Exception {
        assertThat(judge(ONE, 0, "licence expired, nothing was scanned")).isInstanceOf(ScanOutcome.Failed.class);
        assertThat(judge(ONE + "patterns: {ignore: '^licence'}", 0, "licence expires soon"))
                .isInstanceOf(ScanOutcome.Clean.class);
    }

    @Test
    void holdsToTheWorstThatIsSaid() throws Exception {
        String patterns = ONE + "patterns: {infected: 'virus (?<name>\\S+)', error: 'cannot', clean: 'fine'}";
        assertThat(judge(patterns, 0, "virus A", "fine", "virus B", "virus A"))
                .isEqualTo(new ScanOutcome.Infected(List.of(Finding.named("A"), Finding.named("B")), List.of()));
        assertThat(judge(patterns, 2, "virus A", "cannot go on"))
                .isEqualTo(new ScanOutcome.Infected(
                        List.of(Finding.named("A")), List.of(new Reason(ReasonCode.BACKEND_ERROR, "cannot go on"))));
        assertThat(judge(patterns, 0, "fine", "cannot go on")).isInstanceOf(ScanOutcome.Failed.class);
        assertThat(judge(patterns, 0)).isInstanceOf(ScanOutcome.Failed.class);
        assertThat(judge(patterns, 0, "fine")).isInstanceOf(ScanOutcome.Clean.class);
    }

    @Test
    void givesEachFileOfABatchWhatIsSaidOfIt() throws Exception {
        String[] lines = {"/t/b: Evil FOUND", "/t/a: OK", "/t/c: ERROR", "/t/d: too large"};
        assertThat(judge(BATCH, 1, lines)).isInstanceOf(ScanOutcome.Clean.class);
        assertThat(judge(BATCH, Path.of("/t/b"), lines)).isInstanceOf(ScanOutcome.Infected.class);
        assertThat(judge(BATCH, Path.of("/t/c"), lines)).isInstanceOf(ScanOutcome.Failed.class);
        assertThat(judge(BATCH, Path.of("/t/d"), lines)).isInstanceOf(ScanOutcome.Incomplete.class);
    }

    @Test
    void callsNoFileOfABatchCleanOfWhichNothingIsSaid() throws Exception {
        assertThat(judge(BATCH, 0, "/t/b: OK", "/t/aa: OK", "x /t/a: OK")).isInstanceOf(ScanOutcome.Failed.class);
    }

    private static ScanOutcome judge(String profile, int code, String... lines) throws ProfileException {
        return judge(profile, code, FILE, lines);
    }

    private static ScanOutcome judge(String profile, Path file, String... lines) throws ProfileException {
        return judge(profile, 1, file, lines);
    }

    private static ScanOutcome judge(String profile, int code, Path file, String... lines) throws ProfileException {
        return new Interpreter(ProfileReader.read("p", profile))
                .outcome(new Result(End.EXITED, code, List.of(lines)), file);
    }
}
