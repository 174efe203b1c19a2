package dev.gatehouse.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GatewayCommandTest {

    @TempDir
    Path folder;

    /** clamd in both places: the launcher of this test serves it with the configuration that it is given to read. */
    @Test
    void writesATableOfBothDaemonsUnderLoad() throws IOException {
        Path work = Files.createDirectories(folder.resolve("work"));
        LetterTest.corpus(work);
        Path results = Files.createDirectories(folder.resolve("results"));

        int code = new CommandLine(new GatewayCommand())
                .execute(
                        "--work",
                        work.toString(),
                        "--database",
                        "one",
                        "--messages",
                        "20000=60",
                        "--clients",
                        "2",
                        "--rounds",
                        "1",
                        "--seconds",
                        "0.5",
                        "--warm-up",
                        "0.2",
                        "--launcher",
                        standIn().toString(),
                        "--results",
                        results.toString());

        assertThat(results.resolve("RESULTS.md"))
                .content()
                .contains("| 20 kB | 2 | gatehouse |", "| 20 kB | 2 | clamd |", "| clamd |", "Detections are equal");
        assertThat(code).isZero();
    }

    /** Speaks as the launcher does and serves with clamd, so that the harness is tested without a built Gatehouse. */
    private Path standIn() throws IOException {
        Path script = folder.resolve("gatehouse");
        Files.writeString(script, """
                #!/bin/sh
                case $1 in
                version) echo stand-in; exit 0 ;;
                signatures) exit 0 ;;
                esac
                yaml=${2#--config=}
                port=$(sed -n 's/.*listen: 127.0.0.1://p' "$yaml")
                work=${yaml%/*}
                database=$(sed -n 's/.*signatures: \\[\\(.*\\).ghdb\\].*/\\1/p' "$yaml")
                cat > "$work/stand-in.conf" <<end
                Foreground yes
                TCPSocket $port
                TCPAddr 127.0.0.1
                DatabaseDirectory $database
                TemporaryDirectory $work
                end
                exec clamd --config-file="$work/stand-in.conf"
                """);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }
}
