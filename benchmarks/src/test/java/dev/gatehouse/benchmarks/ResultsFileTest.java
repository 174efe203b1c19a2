package dev.gatehouse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {

    @TempDir
    Path folder;

    @Test
    void replacesASectionAndLeavesTheOthers() throws IOException {
        Path file = folder.resolve("RESULTS.md");
        ResultsFile results = new ResultsFile(file);
        results.write("one", "old");
        results.write("two", "other");

        results.write("one", "new");

        assertThat(Files.readString(file))
                .contains("new", "other")
                .doesNotContain("old")
                .containsOnlyOnce("begin one");
    }
}
