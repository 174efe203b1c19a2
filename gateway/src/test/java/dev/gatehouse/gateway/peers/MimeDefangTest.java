package dev.gatehouse.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.clamd.ClamdClient;
import dev.gatehouse.peers.Handbook;
import dev.gatehouse.peers.Letters;
import dev.gatehouse.peers.MimeDefangPeer;
import dev.gatehouse.tck.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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

    @TempDir
    static Path folder;

    private static Engine.Doors doors;

    @Parameter
    Engine engine;

    @BeforeParameterizedClassInvocation
    static void start(Engine engine) throws Exception {
        doors = engine.open(Files.createDirectories(folder.resolve(engine + "/e")), ClamdClient.MIMEDEFANG);
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        doors.close();
    }

    private String verdict(String name, byte[] second) throws Exception {
        Path spool = folder.resolve(engine.name()).resolve(name);
        Path work = Files.createDirectories(spool.resolve("Work"));
        Files.writeString(work.resolve("msg-1.txt"), "Dear Bob");
        Files.write(work.resolve("msg-2.bin"), second);
        return MimeDefangPeer.verdict(spool, Handbook.sample("mimedefang", doors.port(), doors.socket()));
    }

    @Test
    void tellsVirusesFromWhatIsCleanAndFromWhatCouldNotBeScanned() throws Exception {
        boolean judges = engine.answer(Letters.CLEAN) == Engine.Outcome.PASSED;
        // it reads one answer, and the text before the attachment could not be judged
        String stopped = judges ? "virus quarantine Test.Eicar" : "swerr tempfail";
        assertThat(verdict("eicar", Sample.eicar("Eicar").bytes())).startsWith(stopped);
        assertThat(verdict("letter", Letters.EICAR_IN_ZIP.letter())).startsWith(stopped);
        String clean = verdict("clean", new byte[] {1, 2, 3});
        switch (engine.answer(Letters.CLEAN)) {
            case PASSED -> assertThat(clean).isEqualTo("ok ok");
            case POSTPONED, REFUSED -> assertThat(clean).isEqualTo("swerr tempfail");
        }
        if (engine.judges(Letters.BOMB)) {
            assertThat(verdict("bomb", Letters.BOMB.letter())).isEqualTo("swerr tempfail");
        }
    }
}
