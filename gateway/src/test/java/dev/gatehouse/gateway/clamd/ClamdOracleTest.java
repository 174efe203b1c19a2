package dev.gatehouse.gateway.clamd;

import static dev.gatehouse.gateway.clamd.Talk.bytes;
import static dev.gatehouse.gateway.clamd.Talk.join;
import static dev.gatehouse.gateway.clamd.Talk.piece;
import static dev.gatehouse.gateway.clamd.Talk.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.net.Endpoint;
import dev.gatehouse.peers.ClamdPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Says the same to clamd and to us and holds the answers against each other, byte for byte. Left out are the name of the
 * product, the ending that clamd gives to names of unsigned signatures, and what docs/gateways.md says we do otherwise.
 */
@Timeout(120)
class ClamdOracleTest {

    private static final int STREAM_MAX = 50_000;

    @TempDir
    static Path folder;

    private static Path files;
    private static ClamdPeer clamd;
    private static Endpoint theirs;
    private static ClamdRig rig;

    @BeforeAll
    static void start() throws Exception {
        files = Files.createDirectories(folder.resolve("files"));
        Files.createDirectories(files.resolve("sub"));
        Files.createDirectories(files.resolve("empty"));
        Files.write(files.resolve("clean"), bytes("nothing"));
        Files.write(files.resolve("nothing"), new byte[0]);
        Files.write(files.resolve("eicar"), ClamdRig.eicar());
        Files.write(files.resolve("sub/one"), ClamdRig.eicar());
        Files.write(files.resolve("sub/two"), bytes("hook and eye"));
        Files.write(RawPath.of(files + "/lat\u00e9n").orElseThrow(), ClamdRig.eicar());
        clamd = ClamdPeer.start(folder.resolve("clamd"), Map.of("StreamMaxLength", Integer.toString(STREAM_MAX)));
        theirs = Endpoint.of("127.0.0.1:" + clamd.port());
        rig = new ClamdRig(
                Files.createDirectories(folder.resolve("rig")),
                ClamdSettings.DEFAULT
                        .withRoots(List.of(Path.of("/")))
                        .withStreamMaxLength(STREAM_MAX)
                        .withPolicy(ClamdClient.EXIM.policy())
                        .withAllowed(true, true));
    }

    @AfterAll
    static void stop() {
        rig.close();
        clamd.close();
    }

    @Test
    void answersEveryCommandAsClamdDoes() throws Exception {
        for (Command command : Command.values()) {
            if (List.of(Command.QUIT, Command.SHUTDOWN, Command.STATS, Command.FILDES)
                    .contains(command)) {
                continue; // they end clamd, tell figures, or wait
            }
            for (String argument : List.of("", " ", " x", "x", " /no/such/file", "\r", " \r")) {
                if (command.takesPath() && argument.endsWith("\r")) {
                    continue; // a path's control characters are not said back, and an empty one is said to be two
                    // errors
                }
                for (String said : List.of(
                        "z" + command + argument + "\0", "n" + command + argument + "\n", command + argument + "\n")) {
                    same(bytes(said));
                }
            }
        }
    }

    @Test
    void answersNonsenseAsClamdDoes() throws Exception {
        for (String said : List.of(
                "",
                "\n",
                "\0",
                "z\0",
                "n\n",
                "ping\n",
                "zping\0",
                "zPINGPING\0",
                "nPING\0x\n",
                "STATS\n",
                "zSTREAM\0",
                "zSESSION\0",
                "SESSION\n",
                "z" + "A".repeat(3000) + "\0",
                "z" + "A".repeat(9000) + "\0",
                "zPING",
                "zPING\0zPING\0",
                "zPING\nzPING\0",
                "PING\nPING\n")) {
            same(bytes(said));
        }
    }

    @Test
    void scansPathsAsClamdDoes() throws Exception {
        for (String command : List.of("SCAN", "CONTSCAN", "MULTISCAN", "ALLMATCHSCAN")) {
            for (String path : List.of(
                    "",
                    "/",
                    "/sub",
                    "/sub/",
                    "/sub/one",
                    "/sub//one",
                    "/sub/./two",
                    "/../files/eicar",
                    "/sub/../clean",
                    "/empty",
                    "/nothing",
                    "/clean",
                    "/clean/x",
                    "/lat\u00e9n",
                    "/eicar/",
                    "/none",
                    "/sub/.")) {
                same(bytes("z" + command + " " + files + path + "\0"));
                same(bytes("n" + command + " " + files + path + "\n"));
            }
        }
    }

    @Test
    void takesStreamsAsClamdDoes() throws Exception {
        byte[] start = bytes("zINSTREAM\0");
        for (byte[] content : List.of(new byte[0], new byte[1], ClamdRig.eicar(), new byte[STREAM_MAX])) {
            same(join(start, stream(content)));
            same(join(start, piece(content)));
            same(join(start, piece(content), piece(new byte[] {1}), new byte[4]));
        }
        same(join(start, piece(new byte[STREAM_MAX + 1])));
        same(join(start, bytes("\u00ff\u00ff\u00ff\u00ffabc")));
        same(join(start, bytes("\0\0")));
    }

    @Test
    void holdsSessionsAsClamdDoes() throws Exception {
        same(bytes("zIDSESSION\0zVERSION\0nVERSION\nzVERSIONCOMMANDS\0zEND\0"));
        Random random = new Random(7);
        for (int i = 0; i < 150; i++) {
            List<byte[]> said = new ArrayList<>(List.of(bytes("zIDSESSION\0")));
            for (int count = random.nextInt(1, 9); count > 0; count--) {
                said.add(command(random));
            }
            said.add(bytes("zEND\0"));
            same(join(said.toArray(byte[][]::new)));
        }
    }

    private static byte[] command(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> bytes("zPING\0");
            case 1 -> bytes("nPING\n");
            // not VERSION: clamd writes it in two pieces, and answers of scans come between them
            case 2 -> bytes("zPING\0");
            case 3 -> bytes("zSCAN " + files + "/eicar\0");
            case 4 -> bytes("nSCAN " + files + "/clean\n");
            case 5 -> bytes("zSCAN /no/such/file\0");
            case 6 -> join(bytes("zINSTREAM\0"), stream(ClamdRig.eicar()));
            case 7 -> join(bytes("nINSTREAM\n"), stream(new byte[random.nextInt(40_000)]));
            default -> join(bytes("zINSTREAM\0"), piece(bytes("hook ")), stream(bytes("and eye")));
        };
    }

    @Test
    void refusesInASessionWhatClamdRefuses() throws Exception {
        for (String wrong :
                List.of("CONTSCAN /", "MULTISCAN /", "ALLMATCHSCAN /", "RELOAD", "IDSESSION", "DETSTATS", "x")) {
            same(bytes("zIDSESSION\0z" + wrong + "\0"));
            same(bytes("zIDSESSION\0zPING\0n" + wrong + "\n"));
        }
    }

    private static void same(byte[] said) throws IOException {
        List<String> expected = lines(hear(theirs, said));
        List<String> heard = lines(hear(rig.tcp(), said));
        assertThat(heard)
                .as(new String(said, 0, Math.min(said.length, 200), StandardCharsets.ISO_8859_1))
                .isEqualTo(expected);
    }

    private static String hear(Endpoint endpoint, byte[] said) throws IOException {
        try (Talk talk = new Talk(endpoint)) {
            try {
                talk.say(said);
                talk.end();
            } catch (IOException e) {
                // clamd resets who says too much
            }
            return talk.hearAll();
        }
    }

    /**
     * Sorted, for where several files are scanned at a time answers come in any order; each once, for clamd tells in an
     * ALLMATCHSCAN of the text as it is and of the text as it normalises it.
     */
    private static List<String> lines(String heard) {
        String plain = heard.replace(".UNOFFICIAL", "").replaceAll("ClamAV [^|\0\n]*", "ClamAV");
        return Arrays.stream(plain.split("(?<=[\0\n])")).distinct().sorted().toList();
    }
}
