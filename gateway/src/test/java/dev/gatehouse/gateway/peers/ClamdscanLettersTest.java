package dev.gatehouse.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.clamd.ClamdClient;
import dev.gatehouse.peers.Letters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** ClamAV's own client tells of each letter by its exit code, however it hands over the file. */
@ParameterizedClass
@EnumSource
@Timeout(120)
@SuppressWarnings("NullAway.Init") // JUnit sets the parameters, and start() the rest
class ClamdscanLettersTest {

    /** A policy that answers ERROR: the exit code tells it from FOUND. */
    private static final Speech SPEECH = Speech.clamd(ClamdClient.EXIM);

    @TempDir
    static Path folder;

    private static Path place;
    private static Engine.Doors doors;
    /** The ways that there are over each of the sockets. */
    private static Map<Path, List<String>> ways;

    @Parameter
    Engine engine;

    @BeforeParameterizedClassInvocation
    static void start(Engine engine) throws Exception {
        place = folder.resolve(engine.name());
        doors = engine.open(Files.createDirectories(place.resolve("e")), SPEECH);
        ways = Map.of(
                Files.writeString(place.resolve("unix.conf"), "LocalSocket " + doors.socket() + "\n"),
                List.of("--stream", "--fdpass", "--multiscan", "--allmatch"),
                Files.writeString(place.resolve("tcp.conf"), "TCPSocket " + doors.port() + "\nTCPAddr 127.0.0.1\n"),
                List.of("--stream", "--multiscan"));
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        doors.close();
    }

    @TestFactory
    Stream<DynamicTest> exitsWithNoughtOnlyForWhatIsClean() {
        return Stream.of(Letters.values()).filter(engine::judges).map(letter -> {
            Outcome outcome = engine.answer(letter, SPEECH);
            return DynamicTest.dynamicTest(letter + " is " + outcome, () -> {
                for (byte[] content : List.of(letter.file(), letter.letter())) {
                    Path file = Files.write(place.resolve("file"), content);
                    for (Map.Entry<Path, List<String>> each : ways.entrySet()) {
                        for (String way : each.getValue()) {
                            scans(each.getKey(), way, file, outcome);
                        }
                    }
                }
            });
        });
    }

    private static void scans(Path configuration, String way, Path file, Outcome outcome) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("clamdscan", "--no-summary", "--config-file=" + configuration, way, file.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s %s%n%s", configuration.getFileName(), way, said)
                .isEqualTo(
                        switch (outcome) {
                            case PASSED -> 0;
                            case REFUSED -> 1;
                            case POSTPONED -> 2;
                        });
    }
}
