package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.Launched.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsIT {

    private static final Path DIST = Launched.launcher().resolveSibling("cli/target/dist");

    @TempDir
    private Path folder;

    @Test
    void theManualHasNoFaults() throws Exception {
        Result result = Launched.in(folder)
                .with("MANWIDTH", "80")
                .shell("LC_ALL=C.UTF-8 man --warnings -l '" + DIST.resolve("man/gatehouse.1") + "' | col -b");
        assertThat(result.error()).isEmpty();
        assertThat(result.output())
                .contains("NAME")
                .contains("gatehouse scan [OPTION...] PATH...")
                .contains("--incomplete-as=ok|found|error")
                .contains("gatehouse backends check [OPTION...] NAME")
                .contains("--backend=NAME")
                .contains("EXIT STATUS");
    }

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        String script = "source '" + DIST.resolve("completion/gatehouse.bash") + "'; complete -p gatehouse";
        Result result = Launched.in(folder).shell("unset -f gatehouse; " + script);
        assertThat(result.error()).isEmpty();
        assertThat(result.output()).contains("_complete_gatehouse");
    }
}
