package dev.gatehouse.gateway.peers;

import dev.gatehouse.peers.ClamavMilterPeer;
import dev.gatehouse.peers.Handbook;
import dev.gatehouse.peers.Letters;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** clamav-milter behind Postfix, with what docs/gateways.md says of it, in both ways that it has to ask. */
@ParameterizedClass
@CsvSource({"CLAMD, clamav-milter-tcp", "CLAMD, clamav-milter-unix"})
class ClamavMilterTest {

    @TempDir
    static Path folder;

    private static Course course;

    @Parameter(0)
    Engine engine;

    @Parameter(1)
    String sample;

    @BeforeParameterizedClassInvocation
    static void start(Engine engine, String sample) throws Exception {
        course = Course.open(engine, folder.resolve(engine + sample), (place, doors, onwards) -> {
            ClamavMilterPeer milter =
                    ClamavMilterPeer.start(place, Handbook.sample(sample, doors.port(), doors.socket()));
            return BehindPostfix.open(milter.port(), milter::log, milter::close, onwards);
        });
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        course.close();
    }

    @Test
    void passesCleanMailUnchanged() throws Exception {
        course.mail().passes(Letters.CLEAN);
    }

    @ParameterizedTest
    @EnumSource(value = Letters.class, names = "CLEAN", mode = EnumSource.Mode.EXCLUDE)
    void stopsWhatMustNotArrive(Letters letter) throws Exception {
        course.stops(letter);
    }
}
