package dev.gatehouse.gateway.clamd;

import static dev.gatehouse.gateway.clamd.Talk.bytes;
import static dev.gatehouse.gateway.clamd.Talk.join;
import static dev.gatehouse.gateway.clamd.Talk.piece;
import static dev.gatehouse.gateway.clamd.Talk.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.GateSettings;
import dev.gatehouse.gateway.policy.Concern;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClamdProtocolTest {

    private static final byte[] CLEAN = bytes("nothing here");

    @TempDir
    Path folder;

    private Path files;
    private ClamdRig rig;

    @BeforeEach
    void open() throws Exception {
        files = Files.createDirectories(folder.resolve("files"));
        rig = new ClamdRig(folder, settings());
    }

    private ClamdSettings settings() {
        return ClamdSettings.DEFAULT.withRoots(List.of(files)).withStreamMaxLength(100_000);
    }

    @AfterEach
    void close() {
        rig.close();
        assertThat(rig.faults).isEmpty();
    }

    @Test
    void answersAPingInEveryFormAndOneThatHasNoEnd() throws Exception {
        assertThat(Talk.all(rig.tcp(), "zPING\0")).isEqualTo("PONG\0");
        assertThat(Talk.all(rig.tcp(), "nPING\n")).isEqualTo("PONG\n");
        assertThat(Talk.all(rig.unix(), "PING\r\n")).isEqualTo("PONG\n");
        try (Talk talk = new Talk(rig.tcp())) {
            talk.say("PING"); // and says no more, as MIMEDefang does
            assertThat(talk.hearAll()).isEqualTo("PONG\n");
        }
    }

    @Test
    void tellsItsVersionInTheShapeThatClientsRead() throws Exception {
        assertThat(Talk.all(rig.tcp(), "zVERSION\0"))
                .matches("ClamAV [^/]+/\\d+/[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d{2}:\\d{2}:\\d{2} \\d{4}\0");
        assertThat(Talk.all(rig.tcp(), "nVERSIONCOMMANDS\n"))
                .contains("| COMMANDS: SCAN PING CONTSCAN ")
                .contains("IDSESSION INSTREAM")
                .doesNotContain("SHUTDOWN");
    }

    @Test
    void findsInAStreamWhateverItsPieces() throws Exception {
        byte[] eicar = ClamdRig.eicar();
        assertThat(Talk.all(rig.tcp(), join(bytes("zINSTREAM\0"), stream(eicar))))
                .isEqualTo("stream: Test.Eicar FOUND\0");
        assertThat(Talk.all(rig.unix(), join(bytes("nINSTREAM\n"), stream(CLEAN))))
                .isEqualTo("stream: OK\n");
        try (Talk talk = new Talk(rig.tcp())) {
            talk.say("zINSTREAM\0");
            for (byte each : eicar) {
                talk.say(piece(new byte[] {each}));
            }
            talk.say(new byte[4]);
            assertThat(talk.hearAll()).isEqualTo("stream: Test.Eicar FOUND\0");
        }
    }

    @Test
    void saysNothingToHalfAStream() throws Exception {
        byte[] whole = join(bytes("zINSTREAM\0"), piece(CLEAN), new byte[4]);
        for (int end = 10; end < whole.length; end++) {
            assertThat(Talk.all(rig.tcp(), java.util.Arrays.copyOf(whole, end))).isEmpty();
        }
        assertThat(rig.served).isEmpty();
    }

    @Test
    void neverLetsAStreamPassThatIsTooLong() throws Exception {
        byte[] tooLong = join(bytes("zINSTREAM\0"), piece(new byte[60_000]), stream(new byte[60_000]));
        assertThat(Talk.all(rig.tcp(), tooLong)).isEqualTo("stream: Gatehouse.Limits.Exceeded.MaxFileSize FOUND\0");
        try (ClamdRig mild = mild(ClamdAction.OK)) {
            assertThat(Talk.all(mild.tcp(), tooLong)).isEqualTo("INSTREAM size limit exceeded. ERROR\0");
        }
        assertThat(Talk.all(rig.tcp(), join(bytes("zINSTREAM\0"), bytes("\u00ff\u00ff\u00ff\u00ffabc"))))
                .endsWith("FOUND\0");
    }

    private ClamdRig mild(ClamdAction limits) throws Exception {
        ClamdSettings settings =
                settings().withPolicy(ClamdSettings.DEFAULT.policy().with(Concern.LIMIT, limits));
        return new ClamdRig(Files.createDirectories(folder.resolve("mild")), settings);
    }

    @Test
    void deliversTheAnswerToAClientThatSendsOnAndOn() throws Exception {
        try (Talk talk = new Talk(rig.tcp())) {
            talk.say("zINSTREAM\0");
            for (int i = 0; i < 200; i++) {
                talk.say(piece(new byte[50_000]));
            }
            talk.say(new byte[4]);
            assertThat(talk.hearTo('\0')).endsWith("FOUND\0");
        }
    }

    @Test
    void answersEachCommandOfASessionUnderItsNumber() throws Exception {
        String answers = Talk.all(
                rig.tcp(),
                join(
                        bytes("zIDSESSION\0zINSTREAM\0"),
                        stream(ClamdRig.eicar()),
                        bytes("nPING\nzINSTREAM\0"),
                        stream(CLEAN),
                        bytes("zEND\0zPING\0")));
        assertThat(answers.split("[\0\n]"))
                .containsExactlyInAnyOrder("1: stream: Test.Eicar FOUND", "2: PONG", "3: stream: OK");
    }

    @Test
    void answersASmallScanBeforeALargeOneThatCameFirst() throws Exception {
        Path large = Files.write(files.resolve("large"), new byte[80 << 20]);
        try (Talk talk = new Talk(rig.tcp())) {
            talk.say("zIDSESSION\0zSCAN " + large + "\0zPING\0");
            assertThat(talk.hearTo('\0')).isEqualTo("2: PONG\0");
            assertThat(talk.hearTo('\0')).isEqualTo("1: " + large + ": OK\0");
            talk.say("zPING\0zEND\0");
            assertThat(talk.hearAll()).isEqualTo("3: PONG\0");
        }
    }

    @Test
    void endsASessionInWhichAnotherCommandIsSaid() throws Exception {
        assertThat(Talk.all(rig.tcp(), "zIDSESSION\0zCONTSCAN /tmp\0zPING\0"))
                .isEqualTo("1: Command invalid inside IDSESSION. ERROR\0");
    }

    @Test
    void refusesToReloadAndToShutDownUnlessAllowed() throws Exception {
        for (String command : List.of("RELOAD", "SHUTDOWN", "QUIT")) {
            assertThat(Talk.all(rig.tcp(), "z" + command + "\0")).isEqualTo("COMMAND UNAVAILABLE\0");
        }
        assertThat(rig.reloads).hasValue(0);
        assertThat(rig.shutdowns).hasValue(0);
        Path other = Files.createDirectories(folder.resolve("other"));
        try (ClamdRig open = new ClamdRig(other, settings().withAllowed(true, true))) {
            assertThat(Talk.all(open.tcp(), "zRELOAD\0")).isEqualTo("RELOADING\0");
            assertThat(Talk.all(open.tcp(), "zSHUTDOWN\0")).isEmpty();
            assertThat(open.reloads).hasValue(1);
            assertThat(open.shutdowns).hasValue(1);
        }
    }

    @Test
    void looksNowhereButBelowItsRoots() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "x");
        Files.createSymbolicLink(files.resolve("out"), secret);
        Files.createSymbolicLink(files.resolve("up"), folder);
        for (String path : List.of(
                secret.toString(),
                files + "/../secret",
                files.resolve("out").toString(),
                files + "/up/secret",
                folder.toString(),
                "/",
                "/etc/passwd",
                "/no/such/thing")) {
            assertThat(Talk.all(rig.tcp(), "zSCAN " + path + "\0")).isEqualTo(path + ": Access denied. ERROR\0");
        }
        // what is met on the way is not followed either
        assertThat(Talk.all(rig.tcp(), "zCONTSCAN " + files + "\0")).isEqualTo(files + ": OK\0");
        assertThat(rig.served).noneMatch(served -> served.report().isPresent());
    }

    @Test
    void goesThroughAFolderAsTheCommandSays() throws Exception {
        Path inner = Files.createDirectories(files.resolve("inner"));
        Path first = Files.write(files.resolve("first"), ClamdRig.eicar());
        Files.write(files.resolve("clean"), CLEAN);
        Path second = Files.write(inner.resolve("second"), bytes("hook and eye, lock and key"));
        assertThat(Talk.all(rig.tcp(), "nSCAN " + files + "\n")).isEqualTo(first + ": Test.Eicar FOUND\n");
        assertThat(Talk.all(rig.tcp(), "CONTSCAN " + files + "\n"))
                .isEqualTo(first + ": Test.Eicar FOUND\n" + second + ": Test.Hook FOUND\n");
        assertThat(Talk.all(rig.tcp(), "nMULTISCAN " + files + "\n").split("\n"))
                .containsExactlyInAnyOrder(first + ": Test.Eicar FOUND", second + ": Test.Hook FOUND");
        assertThat(Talk.all(rig.tcp(), "nALLMATCHSCAN " + inner + "\n").split("\n"))
                .containsExactlyInAnyOrder(second + ": Test.Hook FOUND", second + ": Test.Lock FOUND");
        Files.delete(first);
        Files.delete(second);
        assertThat(Talk.all(rig.tcp(), "CONTSCAN " + files + "\n")).isEqualTo(files + ": OK\n");
    }

    @Test
    void doesNotLetAFilesNameSpeakForItself() throws Exception {
        Files.write(files.resolve("a\nb: OK\nc"), ClamdRig.eicar());
        assertThat(Talk.all(rig.tcp(), "nCONTSCAN " + files + "\n"))
                .isEqualTo(files + "/a?b: OK?c: Test.Eicar FOUND\n");
    }

    @Test
    void tellsWhatItCouldNotOpenInTheWayOfEachClient() throws Exception {
        Path encrypted = Files.write(files.resolve("e.zip"), encryptedZip());
        assertThat(Talk.all(rig.tcp(), "zSCAN " + encrypted + "\0"))
                .isEqualTo(encrypted + ": Gatehouse.Encrypted.Zip FOUND\0");
        for (ClamdClient client : ClamdClient.values()) {
            Path place = Files.createDirectories(folder.resolve(client.id()));
            try (ClamdRig each = new ClamdRig(place, settings().withPolicy(client.policy()))) {
                assertThat(Talk.all(each.tcp(), "zSCAN " + encrypted + "\0"))
                        .as(client.id())
                        .endsWith("Encrypted.Zip FOUND\0");
            }
        }
    }

    private static byte[] encryptedZip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            zip.putNextEntry(new ZipEntry("letter.txt"));
            zip.write(CLEAN);
        }
        byte[] whole = bytes.toByteArray();
        // the flag of encryption in the local header and in the central directory; APPNOTE.TXT 4.4.4
        whole[6] |= 1;
        int directory = new String(whole, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        whole[directory + 8] |= 1;
        return whole;
    }

    @Test
    void readsTheWholeStreamBeforeItSaysThatItIsBusy() throws Exception {
        Path place = Files.createDirectories(folder.resolve("busy"));
        GateSettings small = GateSettings.defaults().withPlaces(1).withQueueTime(Duration.ofMillis(50));
        try (ClamdRig busy = new ClamdRig(place, settings(), small, Duration.ofSeconds(10));
                Talk holder = new Talk(busy.tcp())) {
            holder.say("zINSTREAM\0");
            holder.say(piece(CLEAN));
            while (busy.gate().load().messages() == 0) {
                Thread.onSpinWait();
            }
            assertThat(Talk.all(busy.tcp(), join(bytes("zINSTREAM\0"), stream(CLEAN))))
                    .isEqualTo("stream: Gatehouse.Limits.Exceeded.Busy FOUND\0");
            holder.say(new byte[4]);
            assertThat(holder.hearAll()).isEqualTo("stream: OK\0");
            assertThat(busy.gate().load().messages()).isZero();
        }
    }

    @Test
    void tellsItsFiguresAsClamdDoes() throws Exception {
        assertThat(Talk.all(rig.tcp(), "zSTATS\0"))
                .matches(
                        "(?s)POOLS: 1\n\nSTATE: VALID PRIMARY\nTHREADS: live \\d+  idle \\d+ max \\d+ idle-timeout 30\n"
                                + "QUEUE: 0 items\n\tSTATS 0\\.\\d{6} \n\nMEMSTATS: heap [\\d.]+M mmap [\\d.]+M used [\\d.]+M"
                                + " free [\\d.]+M releasable [\\d.]+M pools 1 pools_used 0\\.000M pools_total [\\d.]+M\nEND\0");
        assertThat(Talk.all(rig.tcp(), "nDETSTATS\n")).isEmpty();
    }

    @Test
    void tellsTheWitnessOfEveryAnswer() throws Exception {
        Talk.all(rig.tcp(), join(bytes("zINSTREAM\0"), stream(ClamdRig.eicar())));
        assertThat(rig.served).singleElement().satisfies(served -> {
            assertThat(served.request()).isEqualTo("INSTREAM");
            assertThat(served.bytes()).isEqualTo(68);
            assertThat(served.answer()).isEqualTo("Test.Eicar FOUND");
            assertThat(served.report()).isPresent();
        });
    }

    @Test
    void endsASessionGracefullyOnceItsScansAreAnswered() throws Exception {
        Path large = Files.write(files.resolve("large"), new byte[80 << 20]);
        try (Talk talk = new Talk(rig.tcp())) {
            talk.say("zIDSESSION\0zSCAN " + large + "\0");
            while (rig.gate().load().messages() == 0) {
                Thread.onSpinWait();
            }
            rig.tcpListener().end();
            assertThat(talk.hearAll()).isEqualTo("1: " + large + ": OK\0");
        }
        assertThat(rig.tcpListener().await(Duration.ofSeconds(5))).isTrue();
    }
}
