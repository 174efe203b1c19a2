package dev.gatehouse.gateway.clamd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is said, there is an end to it, nothing is kept, and nothing that was not whole is called OK. */
class ParserFuzzTest {

    @SuppressWarnings("NullAway.Init")
    private static ClamdRig rig;

    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @BeforeContainer
    static void open() throws Exception {
        folder = Files.createTempDirectory("clamd-fuzz");
        Path files = Files.createDirectories(folder.resolve("files"));
        Files.write(files.resolve("eicar"), ClamdRig.eicar());
        rig = new ClamdRig(
                folder,
                ClamdSettings.DEFAULT.withRoots(List.of(files)).withStreamMaxLength(10_000),
                dev.gatehouse.gateway.GateSettings.defaults(),
                Duration.ofSeconds(2));
    }

    @AfterContainer
    static void close() {
        rig.close();
    }

    @Property(tries = 300)
    void endsWithAnyBytes(@ForAll byte[] said) throws IOException {
        hold(said);
    }

    @Property(tries = 700)
    void endsWithAnySession(@ForAll("sessions") byte[] said) throws IOException {
        hold(said);
    }

    private static void hold(byte[] said) throws IOException {
        String heard = "";
        try {
            heard = Talk.all(rig.unix(), said);
        } catch (IOException e) {
            // cut off in the middle of what it said
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
        assertThat(rig.faults).isEmpty();
        assertThat(heard.length()).isLessThan(100_000);
        assertThat(rig.gate().load().messages()).isZero();
        assertThat(rig.gate().load().bytes()).isZero();
        assertThat(Talk.all(rig.tcp(), "nPING\n")).isEqualTo("PONG\n");
        rig.served.clear();
        rig.troubles.clear();
    }

    @Provide
    Arbitrary<byte[]> sessions() {
        Arbitrary<byte[]> words = Arbitraries.of(
                        "zIDSESSION\0",
                        "zPING\0",
                        "nPING\n",
                        "PING",
                        "zINSTREAM\0",
                        "nINSTREAM\n",
                        "zSTATS\0",
                        "zVERSION\0",
                        "zEND\0",
                        "zFILDES\0",
                        "nFILDES\n ",
                        "zSCAN " + folder + "/files\0",
                        "zMULTISCAN " + folder + "/files\0",
                        "nALLMATCHSCAN /\n",
                        "zSCAN \u00ff\0",
                        "z",
                        "n",
                        "\0",
                        "\n")
                .map(Talk::bytes);
        Arbitrary<byte[]> streams = Arbitraries.integers().between(0, 12_000).map(size -> Talk.stream(new byte[size]));
        Arbitrary<byte[]> lengths = Arbitraries.integers()
                .map(n -> java.nio.ByteBuffer.allocate(4).putInt(n).array());
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(8, words),
                        net.jqwik.api.Tuple.of(3, streams),
                        net.jqwik.api.Tuple.of(1, lengths),
                        net.jqwik.api.Tuple.of(1, noise))
                .list()
                .ofMaxSize(12)
                .map(pieces -> Talk.join(pieces.toArray(byte[][]::new)));
    }
}
