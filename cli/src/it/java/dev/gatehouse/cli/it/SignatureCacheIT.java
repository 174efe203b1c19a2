package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.Launched.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureCacheIT {

    private static final String[] SCAN = {
        "scan", "--no-summary", "-d", "many.ndb", "--signature-cache", "cache", "letter.txt"
    };

    @TempDir
    private Path folder;

    @BeforeEach
    void makeSignatures() throws Exception {
        StringBuilder text = new StringBuilder("Found.It:0:*:6120726172652073656e74656e6365\n");
        for (int i = 0; i < 40_000; i++) {
            text.append("Other-")
                    .append(i)
                    .append(String.format(":0:*:%08x%08x8f3ac19e5577d20b%n", i * 0x9e3779b9, ~i));
        }
        Files.writeString(folder.resolve("many.ndb"), text);
        Files.writeString(folder.resolve("letter.txt"), "here is a rare sentence, to be found\n");
    }

    @Test
    void scansThatStartAtOnceFillTheCacheOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(Launched.in(folder).start(SCAN));
        }
        for (Process process : processes) {
            assertThat(Launched.result(process, new byte[0]))
                    .isEqualTo(new Result(1, "letter.txt: Found.It FOUND\n", ""));
        }
        List<String> names = namesInCache();
        assertThat(names).filteredOn(name -> name.endsWith(".ghdb")).hasSize(1);
        assertThat(names).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void aCopyThatWasDamagedIsMadeAgain() throws Exception {
        Launched.in(folder).run(SCAN);
        Path copy = folder.resolve("cache")
                .resolve(namesInCache().stream()
                        .filter(name -> name.endsWith(".ghdb"))
                        .findFirst()
                        .orElseThrow());
        byte[] good = Files.readAllBytes(copy);
        byte[] bad = good.clone();
        bad[bad.length - 1] ^= 1;
        Files.write(copy, bad);
        assertThat(Launched.in(folder).run(SCAN)).isEqualTo(new Result(1, "letter.txt: Found.It FOUND\n", ""));
        assertThat(copy).hasBinaryContent(good);
    }

    @Test
    void aTerminalShowsHowFarTheCompilingHasComeAndAPipeDoesNot() throws Exception {
        assertThat(onATerminal(SCAN)).contains("Compiling").contains("Found.It FOUND");
        assertThat(onATerminal(SCAN)).doesNotContain("Compiling").contains("Found.It FOUND");
        String[] build = {"signatures", "build", "many.ndb", "-o", "many.ghdb"};
        assertThat(onATerminal(build)).contains("Compiling").contains("many.ghdb: 40005 signatures");
        assertThat(Launched.in(folder).run(build).error()).isEmpty();
    }

    /** What appears on a terminal, which script(1) plays. */
    private String onATerminal(String... arguments) throws Exception {
        String command = "'" + Launched.launcher() + "' " + String.join(" ", arguments);
        return Launched.in(folder)
                .with("TERM", "xterm")
                .with("NO_COLOR", "1")
                .shell("script -qec \"" + command + "\" /dev/null")
                .output();
    }

    private List<String> namesInCache() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
