package dev.gatehouse.gateway.clamd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.net.Endpoint;
import dev.gatehouse.peers.ClamdPeer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** ClamAV's own client says the same of the same files, whether it asks clamd or us. */
@Timeout(120)
class ClamdscanTest {

    @TempDir
    Path folder;

    @Test
    void saysTheSameWhoeverItAsks() throws Exception {
        Path files = Files.createDirectories(folder.resolve("files"));
        Files.createDirectories(files.resolve("sub"));
        Files.write(files.resolve("eicar"), ClamdRig.eicar());
        Files.writeString(files.resolve("clean"), "nothing");
        Files.writeString(files.resolve("sub/two"), "hook and eye, lock and key");
        for (int i = 0; i < 20; i++) {
            Files.writeString(files.resolve("sub/c" + i), "clean " + i);
        }
        ClamdSettings settings = ClamdSettings.DEFAULT.withRoots(List.of(files)).withPolicy(ClamdClient.EXIM.policy());
        try (ClamdPeer clamd = ClamdPeer.start(folder.resolve("clamd"), Map.of());
                ClamdRig rig = new ClamdRig(Files.createDirectories(folder.resolve("rig")), settings)) {
            Path theirUnix = configuration("their-unix", "LocalSocket " + clamd.socket());
            Path theirTcp = configuration("their-tcp", "TCPSocket " + clamd.port() + "\nTCPAddr 127.0.0.1");
            Path ourUnix = configuration("our-unix", "LocalSocket " + folder.resolve("rig/rig.sock"));
            int port = ((Endpoint.Tcp) rig.tcp()).address().getPort();
            Path ourTcp = configuration("our-tcp", "TCPSocket " + port + "\nTCPAddr 127.0.0.1");
            for (List<String> options : List.of(
                    List.<String>of(),
                    List.of("--stream"),
                    List.of("--fdpass"),
                    List.of("--multiscan"),
                    List.of("--multiscan", "--stream"),
                    List.of("--multiscan", "--fdpass"),
                    List.of("--allmatch"))) {
                for (Path target : List.of(files, files.resolve("eicar"), files.resolve("clean"))) {
                    assertThat(scan(ourUnix, options, target))
                            .as("unix %s %s", options, target)
                            .isEqualTo(scan(theirUnix, options, target));
                    assertThat(scan(ourTcp, options, target))
                            .as("tcp %s %s", options, target)
                            .isEqualTo(scan(theirTcp, options, target));
                }
            }
            assertThat(scan(ourUnix, List.of("--fdpass"), files)).contains("exit 1");
            assertThat(rig.served).anyMatch(served -> served.request().equals("FILDES"));
            assertThat(rig.faults).isEmpty();
        }
    }

    private Path configuration(String name, String lines) throws Exception {
        return Files.writeString(folder.resolve(name + ".conf"), lines + "\n");
    }

    /** Its lines in order of the alphabet, each once as in {@link ClamdOracleTest}, and how it exits. */
    private static List<String> scan(Path configuration, List<String> options, Path target) throws Exception {
        List<String> command = new ArrayList<>(List.of("clamdscan", "--no-summary", "-c", configuration.toString()));
        command.addAll(options);
        command.add(target.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(
                said.replace(".UNOFFICIAL", "").lines().distinct().sorted().toList());
        lines.add("exit " + process.waitFor());
        return lines;
    }
}
