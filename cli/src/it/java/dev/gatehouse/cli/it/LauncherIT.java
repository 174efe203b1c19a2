package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.Launched.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {

    @TempDir
    private Path folder;

    @Test
    void runsThroughLinksFromElsewhere() throws Exception {
        Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("bin/gh"), Launched.launcher());
        Files.createSymbolicLink(folder.resolve("gh2"), Path.of("bin/gh"));
        Samples.clean(folder.resolve("a.txt"));
        assertThat(Launched.in(folder).shell("./gh2 scan --no-summary a.txt").output())
                .isEqualTo("a.txt: OK\n");
    }

    @Test
    void findsItsJavaWhateverTheEnvironmentSays() throws Exception {
        Result result = Launched.in(folder).with("JAVA_HOME", "/nonexistent").run("version");
        assertThat(result.lines()).anyMatch(line -> line.matches("Java (2[5-9]|[3-9]\\d)\\..*"));
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void passesOptionsToTheVirtualMachine() throws Exception {
        Result result = Launched.in(folder)
                .with("JAVA_OPTS", "-Xmx300m")
                .with("GATEHOUSE_JAVA_OPTS", "-XX:+PrintFlagsFinal")
                .run("version");
        assertThat(result.output()).containsPattern("MaxHeapSize += 314572800 ");
    }

    @Test
    void takesAnotherGarbageCollector() throws Exception {
        Result result = Launched.in(folder).with("JAVA_OPTS", "-XX:+UseZGC").run("version");
        assertThat(result.exitCode()).as(result.error()).isZero();
        assertThat(result.error()).isEmpty();
    }

    @Test
    void saysPlainlyThatAHeapIsTooSmall() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        List<String> signatures = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            signatures.add(String.format("Many.%d:0:*:%016x%016x", i, random.nextLong(), random.nextLong()));
        }
        Files.write(folder.resolve("many.ndb"), signatures);
        Result result = Launched.in(folder).with("JAVA_OPTS", "-Xmx8m").scan("-d", "many.ndb", "many.ndb");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).isEmpty();
        assertThat(result.error())
                .matches("gatehouse: out of memory: the heap may take \\d MB;"
                        + " allow more with GATEHOUSE_JAVA_OPTS=-Xmx\\d+m\n");
    }

    @Test
    void anUnknownCommandIsAnErrorWithAHint() throws Exception {
        Result result = Launched.in(folder).run("scna");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.error()).contains("scna").contains("Try 'gatehouse --help'");
    }
}
