package dev.gatehouse.gateway.peers;

import dev.gatehouse.gateway.clamd.ClamdClient;
import dev.gatehouse.peers.AmavisdPeer;
import dev.gatehouse.peers.Handbook;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** amavisd with what docs/gateways.md says of it, in both ways that it has to ask. */
@ParameterizedClass
@CsvSource({
    "CLAMD, amavisd-tcp",
    "GATEHOUSE, amavisd-tcp",
    "GATEHOUSE, amavisd-unix",
    "GATEHOUSE_WITHOUT_BACKEND, amavisd-unix"
})
@SuppressWarnings("NullAway.Init") // JUnit sets the parameters, and start() the rest
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
        course = Course.open(engine, ClamdClient.AMAVISD, folder.resolve(engine + sample), (place, doors, onwards) -> {
            AmavisdPeer amavisd =
                    AmavisdPeer.start(place, Handbook.sample(sample, doors.port(), doors.socket()), onwards);
            return new Course.Gateway(amavisd.port(), amavisd::log, amavisd);
        });
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        course.close();
    }

    @TestFactory
    Stream<DynamicTest> deliversCleanMailUnchangedAndStopsWhatMustNotArrive() {
        return course.letters();
    }
}
