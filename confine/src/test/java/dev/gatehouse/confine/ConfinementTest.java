package dev.gatehouse.confine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfinementTest {

    @TempDir
    private Path folder;

    @Test
    void saysTruthfullyWhatTheProcessCannotDoAnyMore() throws Exception {
        Path allowed = Files.createDirectory(folder.resolve("allowed"));
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("old"), "old");
        List<String> said = run(allowed, other);

        boolean linux = Linux.here().isPresent();
        assertThat(linux).as("the tests run on Linux").isTrue();
        assertThat(said)
                .contains("no-programs true", "no-sockets true", "no-kernel-interfaces true")
                .contains("program: refused", "socket: refused")
                .contains("write: done", "rename: done", "read elsewhere: done")
                .contains("virtual threads and garbage: done");
        boolean fenced = Landlock.version(Linux.here().get()) > 0;
        assertThat(said).contains("no-other-writes " + fenced);
        String elsewhere = fenced ? "refused" : "done";
        assertThat(said)
                .contains("write elsewhere: " + elsewhere, "remove elsewhere: " + elsewhere, "thread: " + elsewhere);
        assertThat(Files.exists(other.resolve("new"))).isEqualTo(!fenced);
    }

    private static List<String> run(Path allowed, Path other) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConfinedProgram.class.getName(),
                        allowed.toString(),
                        other.toString())
                .redirectErrorStream(true)
                .start();
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(String.join("\n", said)).isZero();
        return said;
    }
}
