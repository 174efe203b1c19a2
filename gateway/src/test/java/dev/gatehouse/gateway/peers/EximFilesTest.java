package dev.gatehouse.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.clamd.ClamdClient;
import dev.gatehouse.peers.EximPeer;
import dev.gatehouse.peers.Handbook;
import dev.gatehouse.peers.Letters;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exim as an operator tries it, with {@code exim -bmalware}. */
@SuppressWarnings("try") // whoever waits for an end may be interrupted
class EximFilesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void tellsOfAFile(Engine engine) throws Exception {
        Speech speech = Speech.clamd(ClamdClient.EXIM);
        try (Engine.Doors doors = engine.open(Files.createDirectories(folder.resolve("e")), speech);
                EximPeer exim = EximPeer.start(
                        folder.resolve("g"),
                        Handbook.sample("exim-tcp", doors.port(), doors.socket()),
                        Handbook.sample("exim-acl"),
                        0)) {
            Path bad = Files.write(folder.resolve("bad"), Letters.EICAR.file());
            Path good = Files.writeString(folder.resolve("good"), "nothing");
            assertThat(exim.malware(bad)).contains("Malware found: ");
            assertThat(exim.malware(good))
                    .contains(
                            engine.answer(Letters.CLEAN, speech) == Outcome.PASSED
                                    ? "No malware found"
                                    : "Malware lookup returned non-okay");
        }
    }
}
