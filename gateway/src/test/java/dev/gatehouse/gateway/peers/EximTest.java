package dev.gatehouse.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.clamd.ClamdClient;
import dev.gatehouse.peers.EximPeer;
import dev.gatehouse.peers.Handbook;
import dev.gatehouse.peers.Letters;
import dev.gatehouse.tck.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Exim with what docs/gateways.md says of it, in both ways that it has to ask. */
@ParameterizedClass
@CsvSource({"CLAMD, exim-tcp", "GATEHOUSE, exim-tcp", "GATEHOUSE, exim-unix", "GATEHOUSE_WITHOUT_BACKEND, exim-unix"})
@SuppressWarnings("NullAway.Init") // JUnit sets the parameters, and start() the rest
class EximTest {

    @TempDir
    static Path folder;

    private static Course course;
    private static EximPeer exim;

    @Parameter(0)
    Engine engine;

    @Parameter(1)
    String sample;

    @BeforeParameterizedClassInvocation
    static void start(Engine engine, String sample) throws Exception {
        course = Course.open(engine, ClamdClient.EXIM, folder.resolve(engine + sample), (place, doors, onwards) -> {
            exim = EximPeer.start(
                    place, Handbook.sample(sample, doors.port(), doors.socket()), Handbook.sample("exim-acl"), onwards);
            return new Course.Gateway(exim.port(), exim::log, exim);
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

    @Test
    void tellsOfAFile() throws Exception {
        Path bad = Files.write(folder.resolve("bad"), Sample.eicar("Eicar").bytes());
        Path good = Files.writeString(folder.resolve("good"), "nothing");
        assertThat(exim.malware(bad)).contains("Malware found: ");
        assertThat(exim.malware(good))
                .contains(
                        engine.answer(Letters.CLEAN) == Engine.Outcome.PASSED
                                ? "No malware found"
                                : "Malware lookup returned non-okay");
    }
}
