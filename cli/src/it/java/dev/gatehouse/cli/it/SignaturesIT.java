package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.Launched.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignaturesIT {

    @TempDir
    private Path folder;

    @BeforeEach
    void makeSignatures() throws Exception {
        Files.writeString(folder.resolve("good.ndb"), "Good.One:0:*:6d6174746572\nGood.Two:0:0:4d5a9000{4}50450000\n");
        Files.writeString(folder.resolve("good.hdb"), "0123456789abcdef0123456789abcdef:5:Good.Three\n");
        Files.writeString(folder.resolve("bad.ndb"), "Good.Four:0:*:6d6174746572\nBad.One:0:*:6d61zz\n");
    }

    @Test
    void infoCountsByFileAndKind() throws Exception {
        Result result = Launched.in(folder).run("signatures", "info", "good.ndb", "good.hdb");
        assertThat(result.lines())
                .containsExactly(
                        "good.ndb: 2 signatures (2 body)",
                        "good.hdb: 1 signature (1 digest)",
                        "total: 3 signatures (2 body, 1 digest)");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void checkPassesWhatIsGood() throws Exception {
        Result result = Launched.in(folder).run("signatures", "check", "good.ndb", "good.hdb");
        assertThat(result).isEqualTo(new Result(0, "3 signatures, 0 errors\n", ""));
    }

    @Test
    void checkPointsAtWhatIsBad() throws Exception {
        Result result = Launched.in(folder).run("signatures", "check", ".");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("bad.ndb:2:").contains("6d61zz").contains("^");
        assertThat(result.lines()).last().isEqualTo("4 signatures, 1 error");
    }

    @Test
    void checkNamesWhatIsCostlyAndPasses() throws Exception {
        Files.writeString(folder.resolve("costly.ndb"), "# zeros\nCostly.One:0:*:00000000000000000000000000\n");
        Result result = Launched.in(folder).run("signatures", "check", "costly.ndb");
        assertThat(result.lines())
                .first()
                .asString()
                .startsWith("notice GH2101: Costly.One costs time in every scan: it is found by 11 fixed bytes");
        assertThat(result.lines()).contains("  --> costly.ndb:2");
        assertThat(result.lines()).last().isEqualTo("1 signature, 1 costly, 0 errors");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void whatIsNotThereIsAnError() throws Exception {
        Result result = Launched.in(folder).run("signatures", "check", "none.ndb");
        assertThat(result).isEqualTo(new Result(2, "", "gatehouse: there is no signature file or folder none.ndb\n"));
    }
}
