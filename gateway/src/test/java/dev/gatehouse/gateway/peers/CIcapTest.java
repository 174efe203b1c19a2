package dev.gatehouse.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.clamd.ClamdClient;
import dev.gatehouse.peers.CIcapPeer;
import dev.gatehouse.peers.Handbook;
import dev.gatehouse.peers.Letters;
import dev.gatehouse.tck.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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

    @TempDir
    static Path folder;

    private static Engine.Doors doors;
    private static CIcapPeer icap;

    @Parameter
    Engine engine;

    @BeforeParameterizedClassInvocation
    static void start(Engine engine) throws Exception {
        Path place = folder.resolve(engine.name());
        doors = engine.open(Files.createDirectories(place.resolve("e")), ClamdClient.C_ICAP);
        icap = CIcapPeer.start(place.resolve("i"), Handbook.sample("c-icap", doors.port(), doors.socket()));
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        icap.close();
        doors.close();
    }

    private String answer(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("file"), content);
        return icap.respond(file);
    }

    @Test
    void letsPassWhatIsCleanAndNothingElse() throws Exception {
        assertThat(answer(Sample.eicar("Eicar").bytes())).as(icap.log()).contains("X-Infection-Found: ", "Test.Eicar");
        assertThat(answer(Letters.EICAR_IN_ZIP.letter())).as(icap.log()).contains("X-Infection-Found: ", "Test.Eicar");
        String clean = answer("nothing\n".repeat(1000).getBytes(StandardCharsets.US_ASCII));
        switch (engine.answer(Letters.CLEAN)) {
            case PASSED -> assertThat(clean).as(icap.log()).contains("ICAP/1.0 204");
            case POSTPONED, REFUSED -> assertThat(clean).as(icap.log()).doesNotContain("ICAP/1.0 204");
        }
    }
}
