package dev.gatehouse.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.clamd.ClamdClient;
import dev.gatehouse.peers.CIcapPeer;
import dev.gatehouse.peers.Handbook;
import dev.gatehouse.peers.Letters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** c-icap's virus_scan with its module for clamd, with what docs/gateways.md says of it. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit sets the parameters, and start() the rest
class CIcapTest {

    private static final Speech SPEECH = Speech.clamd(ClamdClient.C_ICAP);

    @TempDir
    static Path folder;

    private static Engine.Doors doors;
    private static CIcapPeer icap;

    @Parameter
    Engine engine;

    @BeforeParameterizedClassInvocation
    static void start(Engine engine) throws Exception {
        Path place = folder.resolve(engine.name());
        doors = engine.open(Files.createDirectories(place.resolve("e")), SPEECH);
        icap = CIcapPeer.start(place.resolve("i"), Handbook.sample("c-icap", doors.port(), doors.socket()));
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        icap.close();
        doors.close();
    }

    @TestFactory
    Stream<DynamicTest> letsPassWhatIsCleanAndNothingElse() {
        return Stream.of(Letters.values()).filter(engine::judges).map(letter -> {
            Outcome outcome = engine.answer(letter, SPEECH);
            return DynamicTest.dynamicTest(letter + " is " + outcome, () -> {
                scans(letter.file(), outcome);
                scans(letter.letter(), outcome);
            });
        });
    }

    private static void scans(byte[] content, Outcome outcome) throws Exception {
        Path file = Files.write(folder.resolve("file"), content);
        String answer = icap.respond(file);
        switch (outcome) {
            case PASSED -> assertThat(answer).as(icap.log()).contains("ICAP/1.0 204");
            case REFUSED ->
                assertThat(answer)
                        .as(icap.log())
                        .contains("X-Infection-Found: ", "HTTP/1.0 403")
                        .doesNotContain(new String(content, StandardCharsets.ISO_8859_1));
            case POSTPONED ->
                assertThat(answer)
                        .as(icap.log())
                        // the client prints nothing of an error
                        .doesNotContain("ICAP/1.0 2")
                        .doesNotContain(new String(content, StandardCharsets.ISO_8859_1));
        }
    }
}
