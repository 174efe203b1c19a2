package dev.gatehouse.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTest {

    @TempDir
    Path folder;

    @Test
    void writesATableRawDataAndCurves() throws IOException {
        Path work = folder.resolve("work");
        for (String name : new String[] {"one", "two"}) {
            Path database = Files.createDirectories(work.resolve("databases").resolve(name));
            Files.writeString(
                    database.resolve("bench.ndb"),
                    "Needle.%s:0:*:6e6565646c6520696e2061206861797374\n".formatted(name));
        }
        Path files = Files.createDirectories(folder.resolve("files"));
        Files.writeString(files.resolve("hay.txt"), "there is a needle in a haystack\n");
        Path results = Files.createDirectories(folder.resolve("results"));

        int code = new CommandLine(new CompareCommand())
                .execute(
                        "--work",
                        work.toString(),
                        "--name",
                        "smoke",
                        "--database",
                        "one,two",
                        "--files",
                        "hay=" + files,
                        "--rounds",
                        "2",
                        "--programs",
                        "clamscan,sha256sum,cat",
                        "--launcher",
                        "/bin/echo",
                        "--results",
                        results.toString());

        assertThat(code).isZero();
        assertThat(results.resolve("RESULTS.md"))
                .content()
                .contains(
                        "| hay, 0 MB | clamscan | 2 |",
                        "only clamscan found `" + files.resolve("hay.txt") + ": Needle.one`");
        assertThat(results.resolve("results/smoke.json")).content().contains("\"program\":\"sha256sum\"");
        assertThat(results.resolve("results/smoke-loading.svg")).content().contains("clamscan");
    }
}
