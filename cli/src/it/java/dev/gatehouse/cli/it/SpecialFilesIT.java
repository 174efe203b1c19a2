package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.Launched.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecialFilesIT {

    @TempDir
    private Path folder;

    @Test
    void circlesOfLinksEnd() throws Exception {
        Samples.clean(folder.resolve("sub/a.txt"));
        Files.createSymbolicLink(folder.resolve("sub/up"), Path.of(".."));
        Result plain = Launched.in(folder).scan("sub");
        assertThat(plain.lines()).containsExactlyInAnyOrder("sub/a.txt: OK", "sub/up: Symbolic link");
        assertThat(plain.exitCode()).isZero();
        Result following = Launched.in(folder).scan("--follow-symlinks", "sub");
        assertThat(following.lines()).hasSize(2).contains("sub/a.txt: OK");
        assertThat(following.output()).contains(": folder-loop: ").contains(" SKIPPED\n");
        assertThat(following.exitCode()).isZero();
    }

    @Test
    void aFifoIsSkippedAndNeverOpened() throws Exception {
        Samples.clean(folder.resolve("a.txt"));
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        Result result = Launched.in(folder).scan(".");
        assertThat(result.lines()).containsExactlyInAnyOrder("./a.txt: OK", "./pipe: special-file: FIFO SKIPPED");
        assertThat(result.exitCode()).isZero();
        assertThat(Launched.in(folder).scan("pipe")).isEqualTo(new Result(2, "pipe: special-file: FIFO ERROR\n", ""));
    }

    @Test
    void aFileThatCannotBeReadIsReportedAndTheScanGoesOn() throws Exception {
        Samples.clean(folder.resolve("a.txt"));
        Result result = Launched.in(folder).scan("/proc/self/mem", "a.txt");
        assertThat(result.lines())
                .hasSize(2)
                .contains("a.txt: OK")
                .anyMatch(line -> line.startsWith("/proc/self/mem: ")
                        && (line.endsWith(" ERROR") || line.endsWith(" INCOMPLETE")));
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void aFileWithoutASizeIsReadToItsEnd() throws Exception {
        Files.writeString(folder.resolve("own.ndb"), "Own.Test:0:*:" + "50506964" + "\n"); // "PPid"
        Result result = Launched.in(folder).scan("-d", "own.ndb", "/proc/self/status");
        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
    }

    @Test
    void aNameCannotForgeALineOrMoveTheCursor() throws Exception {
        Samples.clean(folder.resolve("a\nb: OK"));
        Samples.clean(folder.resolve("c\u001b[2J"));
        Result result = Launched.in(folder).scan(".");
        assertThat(result.lines()).containsExactlyInAnyOrder("./a\\x0ab: OK: OK", "./c\\x1b[2J: OK");
    }

    @Test
    void namesAreScannedWhateverTheLocaleAndTheirBytes() throws Exception {
        String make = "printf x > $'caf\\xc3\\xa9'; printf x > $'bad\\xff'; ";
        for (String locale : new String[] {"C", "POSIX", "C.UTF-8", "de_DE.ISO-8859-1"}) {
            Launched launched = Launched.in(folder).with("LC_ALL", locale);
            assertThat(launched.shell(make + "gatehouse scan --no-summary .").lines())
                    .as(locale)
                    .containsExactlyInAnyOrder("./caf\u00e9: OK", "./bad\\xff: OK");
            Result named = launched.shell("gatehouse scan --no-summary $'caf\\xc3\\xa9' $'bad\\xff'");
            assertThat(named.lines()).as(locale).containsExactlyInAnyOrder("caf\u00e9: OK", "bad\\xff: OK");
            assertThat(named.exitCode()).isZero();
        }
    }
}
