package dev.gatehouse.gateway.peers;

import dev.gatehouse.gateway.clamd.ClamdClient;
import dev.gatehouse.peers.Handbook;
import dev.gatehouse.peers.RspamdPeer;
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

/** rspamd behind Postfix, with what docs/gateways.md says of it. */
@ParameterizedClass
@CsvSource({"CLAMD, rspamd", "GATEHOUSE, rspamd", "GATEHOUSE_WITHOUT_BACKEND, rspamd"})
@SuppressWarnings("NullAway.Init") // JUnit sets the parameters, and start() the rest
class RspamdTest {

    @TempDir
    static Path folder;

    private static Course course;

    @Parameter(0)
    Engine engine;

    @Parameter(1)
    String sample;

    @BeforeParameterizedClassInvocation
    static void start(Engine engine, String sample) throws Exception {
        course = Course.open(engine, ClamdClient.RSPAMD, folder.resolve(engine + sample), (place, doors, onwards) -> {
            RspamdPeer rspamd = RspamdPeer.start(place, Handbook.sample(sample, doors.port(), doors.socket()));
            return BehindPostfix.open(rspamd.milterPort(), rspamd::log, rspamd, onwards);
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
