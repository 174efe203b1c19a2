package dev.gatehouse.gateway.peers;

import dev.gatehouse.peers.AmavisdPeer;
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

/** amavisd with what docs/gateways.md says of it, in both ways that it has to ask. */
@ParameterizedClass
@CsvSource({"CLAMD, amavisd-tcp", "CLAMD, amavisd-unix"})
class AmavisdTest {

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
            AmavisdPeer amavisd = AmavisdPeer.start(
                    place, Handbook.sample(sample, doors.port(), doors.socket()), onwards);
            return new Course.Gateway(amavisd.port(), amavisd::log, amavisd::close);
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
