package dev.gatehouse.gateway.peers;

import dev.gatehouse.peers.MailGateway;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Every gateway for mail with what docs/gateways.md says of it, in every way that it has to ask. */
@ParameterizedClass
@CsvSource({
    // the real clamd shows that the test is right
    "CLAMD, AMAVISD_TCP",
    "CLAMD, EXIM_TCP",
    "CLAMD, RSPAMD",
    "CLAMD, CLAMAV_MILTER_TCP",
    "GATEHOUSE, AMAVISD_TCP",
    "GATEHOUSE, AMAVISD_UNIX",
    "GATEHOUSE, EXIM_TCP",
    "GATEHOUSE, EXIM_UNIX",
    "GATEHOUSE, RSPAMD",
    "GATEHOUSE, CLAMAV_MILTER_TCP",
    "GATEHOUSE, CLAMAV_MILTER_UNIX",
    "GATEHOUSE, POSTFIX_TCP",
    "GATEHOUSE, POSTFIX_UNIX"
})
@Timeout(120)
@SuppressWarnings("NullAway.Init") // start() sets it
class MailGatewayTest {

    @TempDir
    static Path folder;

    private static Course course;

    @SuppressWarnings("UnusedVariable") // the class is parameterized for what is started
    MailGatewayTest(Engine engine, MailGateway gateway) {}

    @BeforeParameterizedClassInvocation
    static void start(Engine engine, MailGateway gateway) throws Exception {
        course = Course.open(engine, gateway, folder.resolve(engine + "-" + gateway));
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
