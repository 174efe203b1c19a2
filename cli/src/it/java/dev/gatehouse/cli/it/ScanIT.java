package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.Launched.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanIT {

    @TempDir
    private Path folder;

    @Test
    void aCleanFileIsOk() throws Exception {
        Samples.clean(folder.resolve("a.txt"));
        Result result = Launched.in(folder).scan("a.txt");
        assertThat(result).isEqualTo(new Result(0, "a.txt: OK\n", ""));
    }

    @Test
    void anInfectedFileIsFound() throws Exception {
        Samples.write(folder.resolve("e.com"), Samples.eicar());
        Result result = Launched.in(folder).scan("e.com");
        assertThat(result).isEqualTo(new Result(1, "e.com: " + Samples.EICAR_NAME + " FOUND\n", ""));
    }

    @Test
    void aMemberStandsBehindItsArchive() throws Exception {
        byte[] inner = Samples.zip(Map.of("docs/b.exe", Samples.eicar()));
        Samples.write(folder.resolve("a.zip"), Samples.zip(Map.of("inner.zip", inner)));
        Result result = Launched.in(folder).scan("a.zip");
        assertThat(result.lines()).contains("a.zip!inner.zip!docs/b.exe: " + Samples.EICAR_NAME + " FOUND");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void anEmptyFileIsSaidToBeEmpty() throws Exception {
        Files.createFile(folder.resolve("e"));
        assertThat(Launched.in(folder).scan("e")).isEqualTo(new Result(0, "e: Empty file\n", ""));
    }

    @Test
    void standardInputIsScanned() throws Exception {
        Result result = Launched.in(folder).reading(Samples.eicar()).scan("-");
        assertThat(result).isEqualTo(new Result(1, "stdin: " + Samples.EICAR_NAME + " FOUND\n", ""));
    }

    @Test
    void theCurrentFolderIsScannedWhenNoPathIsGiven() throws Exception {
        Samples.clean(folder.resolve("sub/a.txt"));
        assertThat(Launched.in(folder).scan().output()).isEqualTo("./sub/a.txt: OK\n");
    }

    @Test
    void whatIsNotThereIsAnErrorAndTheScanGoesOn() throws Exception {
        Samples.clean(folder.resolve("a.txt"));
        Result result = Launched.in(folder).scan("nothing", "a.txt");
        assertThat(result.lines())
                .containsExactlyInAnyOrder("nothing: unreadable: no such file or folder ERROR", "a.txt: OK");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void aFindingOutweighsAnError() throws Exception {
        Samples.write(folder.resolve("e.com"), Samples.eicar());
        assertThat(Launched.in(folder).scan("nothing", "e.com").exitCode()).isEqualTo(1);
    }

    @Test
    void onlyInfectedFilesAreShownWhenAsked() throws Exception {
        Samples.clean(folder.resolve("a.txt"));
        Samples.write(folder.resolve("e.com"), Samples.eicar());
        assertThat(Launched.in(folder).scan("-i", ".").output())
                .isEqualTo("./e.com: " + Samples.EICAR_NAME + " FOUND\n");
    }

    @Test
    void quietSaysNothing() throws Exception {
        Samples.write(folder.resolve("e.com"), Samples.eicar());
        assertThat(Launched.in(folder).run("scan", "--quiet", ".")).isEqualTo(new Result(1, "", ""));
    }

    @Test
    void theSummaryCounts() throws Exception {
        Samples.clean(folder.resolve("sub/a.txt"));
        Samples.write(folder.resolve("e.com"), Samples.eicar());
        Result result = Launched.in(folder).run("scan", ".", "nothing");
        assertThat(result.lines())
                .contains(
                        "----------- SCAN SUMMARY -----------",
                        "Scanned directories: 2",
                        "Scanned files: 2",
                        "Infected files: 1",
                        "Findings: 1",
                        "Total errors: 1",
                        "Not looked at (unreadable): 1");
    }

    @Test
    void anIncompleteFileCountsAsThePolicySays() throws Exception {
        byte[] zip = Samples.zip(Map.of("a.txt", "text".repeat(100).getBytes(StandardCharsets.US_ASCII)));
        byte[] twice = Samples.zip(Map.of("a.zip", zip));
        Samples.write(folder.resolve("deep.zip"), twice);
        Launched scan = Launched.in(folder);
        Result result = scan.scan("--max-depth=1", "deep.zip");
        assertThat(result.output()).contains("limit-depth").contains(" INCOMPLETE\n");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(scan.scan("--max-depth=1", "--incomplete-as=found", "deep.zip")
                        .exitCode())
                .isEqualTo(1);
        assertThat(scan.scan("--max-depth=1", "--incomplete-as=ok", "deep.zip").exitCode())
                .isZero();
    }

    @Test
    void signaturesOfTheUsersOwnAreUsed() throws Exception {
        Samples.clean(folder.resolve("a.txt"));
        Files.writeString(folder.resolve("own.ndb"), "Own.Test:0:*:" + "6d6174746572" + "\n"); // "matter"
        Result result = Launched.in(folder).scan("-d", "own.ndb", "a.txt");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).startsWith("a.txt: Own.Test").endsWith(" FOUND\n");
    }

    @Test
    void signaturesThatCannotBeReadAreAnErrorUnlessSkipped() throws Exception {
        Samples.clean(folder.resolve("a.txt"));
        Files.writeString(folder.resolve("own.ndb"), "Own.Test:0:*:6d6174746572\nBad.Test:0:*:xx\n");
        Result result = Launched.in(folder).scan("-d", "own.ndb", "a.txt");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).isEmpty();
        assertThat(result.error()).contains("own.ndb:2");
        assertThat(Launched.in(folder)
                        .scan("--skip-bad-signatures", "-d", "own.ndb", "a.txt")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void optionsOutOfRangeAreRefusedByName() throws Exception {
        assertThat(Launched.in(folder).scan("--max-filesize=lots", ".").error()).contains("'--max-filesize'");
        Result result = Launched.in(folder).scan("--jobs=0", ".");
        assertThat(result.error()).contains("--jobs must be at least 1");
        assertThat(result.exitCode()).isEqualTo(2);
    }
}
