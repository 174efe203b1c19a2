package dev.gatehouse.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.peers.Handbook;
import dev.gatehouse.peers.Letters;
import dev.gatehouse.peers.Origin;
import dev.gatehouse.peers.SquidPeer;
import dev.gatehouse.peers.WebAnswer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent by mail elsewhere, as files of the web: curl behind squid, and c-icap's client in all its modes. */
@ParameterizedClass
@EnumSource(names = {"GATEHOUSE", "GATEHOUSE_WITHOUT_BACKEND"})
@Timeout(120)
@SuppressWarnings("NullAway.Init") // JUnit sets the parameters, and start() the rest
class WebTest {

    private static final Speech SPEECH = Speech.icap();

    private static final List<List<String>> MODES = List.of(
            List.of(),
            List.of("-nopreview"),
            List.of("-no204"),
            List.of("-no204", "-nopreview"),
            List.of("-206"),
            List.of("-req", "http://origin.test/up"),
            List.of("-req", "http://origin.test/up", "-no204"),
            List.of("-resp", "http://origin.test/down"));

    @TempDir
    static Path folder;

    private static Engine.Doors doors;
    private static Origin origin;
    private static SquidPeer squid;

    @Parameter
    Engine engine;

    @BeforeParameterizedClassInvocation
    static void start(Engine engine) throws Exception {
        Path place = folder.resolve(engine.name());
        doors = engine.open(Files.createDirectories(place.resolve("e")), SPEECH);
        origin = Origin.start(() -> Long.MAX_VALUE);
        squid = SquidPeer.start(
                Files.createDirectories(place.resolve("s")), Handbook.sample("squid", doors.port(), doors.socket()));
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        squid.close();
        origin.close();
        doors.close();
    }

    private Stream<DynamicTest> files(Trial trial) {
        return Stream.of(Letters.values()).filter(engine::judges).map(letter -> {
            Outcome outcome = engine.answer(letter, SPEECH);
            return DynamicTest.dynamicTest(letter + " is " + outcome, () -> trial.of(letter.file(), outcome));
        });
    }

    @FunctionalInterface
    private interface Trial {
        void of(byte[] file, Outcome outcome) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> squidLetsCleanDownloadsPassUnchangedAndNothingElse() {
        return files((file, outcome) -> {
            origin.put("/file", file);
            WebAnswer answer = squid.fetch(origin.url("/file"));
            assertThat(answer.status()).as(answer.text()).isEqualTo(status(outcome));
            switch (outcome) {
                case PASSED -> assertThat(answer.body()).isEqualTo(file);
                case REFUSED -> assertThat(answer.text()).contains("This content was blocked");
                case POSTPONED -> assertThat(answer.text()).doesNotContain(text(file));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> squidLetsCleanUploadsPassUnchangedAndNothingElse() {
        return files((file, outcome) -> {
            Path upload = Files.write(folder.resolve("upload"), file);
            for (List<String> way : List.of(List.of("--data-binary", "@" + upload), List.of("-F", "file=@" + upload))) {
                String path = "/up/" + engine + file.length + way.getFirst();
                WebAnswer answer = squid.fetch(origin.url(path), way.toArray(String[]::new));
                assertThat(answer.status()).as(answer.text()).isEqualTo(status(outcome));
                switch (outcome) {
                    case PASSED ->
                        assertThat(origin.uploaded(path))
                                .hasValueSatisfying(
                                        bytes -> assertThat(text(bytes)).contains(text(file)));
                    case REFUSED, POSTPONED -> assertThat(origin.uploaded(path)).isEmpty();
                }
            }
        });
    }

    private static int status(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> 200;
            case REFUSED -> 403;
            case POSTPONED -> 500;
        };
    }

    @TestFactory
    Stream<DynamicTest> theClientOfCIcapIsToldOfEachInEveryMode() {
        return files((file, outcome) -> {
            Path sent = Files.write(folder.resolve("sent"), file);
            for (List<String> mode : MODES) {
                Path out = folder.resolve("out");
                Files.deleteIfExists(out);
                String said = ask(sent, out, mode);
                byte[] came = Files.exists(out) ? Files.readAllBytes(out) : new byte[0];
                switch (outcome) {
                    case PASSED -> {
                        assertThat(said).as(mode + said).doesNotContain("X-Infection-Found");
                        if (!said.contains("ICAP/1.0 204")) {
                            assertThat(came).as(mode + said).isEqualTo(file);
                        }
                    }
                    case REFUSED -> {
                        assertThat(said).as(mode + said).contains("X-Infection-Found: ", "X-Response-Info: Blocked");
                        assertThat(text(came)).as(mode + said).contains("This content was blocked");
                    }
                    case POSTPONED -> {
                        // the client prints nothing of an error
                        assertThat(said).as(mode + said).doesNotContain("ICAP/1.0 2");
                        assertThat(text(came)).as(mode + said).doesNotContain(text(file));
                    }
                }
            }
        });
    }

    private static String ask(Path file, Path out, List<String> mode) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "c-icap-client",
                "-i",
                "127.0.0.1",
                "-p",
                Integer.toString(doors.port()),
                "-s",
                "avscan",
                "-f",
                file.toString(),
                "-o",
                out.toString(),
                "-v"));
        command.addAll(mode);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return text(process.getInputStream().readAllBytes());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
