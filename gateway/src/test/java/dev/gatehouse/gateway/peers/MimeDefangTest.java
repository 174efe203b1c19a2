package dev.gatehouse.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.clamd.ClamdClient;
import dev.gatehouse.peers.Handbook;
import dev.gatehouse.peers.Letters;
import dev.gatehouse.peers.MimeDefangPeer;
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

/** MIMEDefang's own client of clamd with what docs/gateways.md says of it. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit sets the parameters, and start() the rest
class MimeDefangTest {

    private static final Speech SPEECH = Speech.clamd(ClamdClient.MIMEDEFANG);

    @TempDir
    static Path folder;

    private static Engine.Doors doors;

    @Parameter
    Engine engine;

    @BeforeParameterizedClassInvocation
    static void start(Engine engine) throws Exception {
        doors = engine.open(Files.createDirectories(folder.resolve(engine + "/e")), SPEECH);
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        doors.close();
    }

    @TestFactory
    Stream<DynamicTest> tellsVirusesFromWhatIsCleanAndFromWhatCouldNotBeScanned() {
        return Stream.of(Letters.values()).filter(engine::judges).map(letter -> {
            // it reads one answer, and without a backend the text before the attachment could not be judged
            Outcome outcome = engine.answer(Letters.CLEAN, SPEECH) == Outcome.PASSED
                    ? engine.answer(letter, SPEECH)
                    : Outcome.POSTPONED;
            return DynamicTest.dynamicTest(letter + " is " + outcome, () -> {
                calls(letter.file(), letter.name() + "-file", outcome);
                calls(letter.letter(), letter.name(), outcome);
            });
        });
    }

    private void calls(byte[] attached, String name, Outcome outcome) throws Exception {
        Path spool = folder.resolve(engine.name()).resolve(name);
        Path work = Files.createDirectories(spool.resolve("Work"));
        Files.writeString(work.resolve("msg-1.txt"), "Dear Bob");
        Files.write(work.resolve("msg-2.bin"), attached);
        String said = MimeDefangPeer.verdict(spool, Handbook.sample("mimedefang", doors.port(), doors.socket()));
        switch (outcome) {
            case PASSED -> assertThat(said).isEqualTo("ok ok");
            case REFUSED -> assertThat(said).startsWith("virus quarantine ");
            case POSTPONED -> assertThat(said).isEqualTo("swerr tempfail");
        }
    }
}
