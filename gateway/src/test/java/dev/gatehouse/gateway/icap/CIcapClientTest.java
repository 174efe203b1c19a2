package dev.gatehouse.gateway.icap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** c-icap's own client, in all its modes. */
@Timeout(60)
class CIcapClientTest {

    private static IcapServer server;

    @TempDir
    Path folder;

    private Path clean;
    private Path large;
    private Path eicar;
    private Path largeEicar;

    @BeforeAll
    static void start() throws Exception {
        server = IcapServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void writeFiles() throws Exception {
        byte[] random = new byte[1_000_000];
        new Random(1).nextBytes(random);
        clean = Files.writeString(folder.resolve("clean"), "nothing to see");
        large = Files.write(folder.resolve("large"), random);
        eicar = Files.write(folder.resolve("eicar"), IcapServer.EICAR);
        largeEicar = Files.write(folder.resolve("zip"), zipWith(random));
    }

    private static byte[] zipWith(byte[] padding) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(out)) {
            zip.putNextEntry(new java.util.zip.ZipEntry("padding"));
            zip.write(padding);
            zip.putNextEntry(new java.util.zip.ZipEntry("inner.com"));
            zip.write(IcapServer.EICAR);
        }
        return out.toByteArray();
    }

    @Test
    void asksForOptions() throws Exception {
        assertThat(client("-s", "srv_clamav"))
                .contains("OPTIONS")
                .contains("Allow 204: Yes")
                .contains("Preview: 4096");
    }

    @Test
    void letsCleanFilesPassInEveryMode() throws Exception {
        for (Path file : List.of(clean, large)) {
            for (List<String> mode : MODES) {
                Path out = folder.resolve("out-" + mode.hashCode() + file.getFileName());
                String said = ask(file, out, mode);
                assertThat(said).as(mode + said).doesNotContain("X-Infection-Found");
                if (said.contains("204 No Modification")) {
                    assertThat(mode).isNotEqualTo(List.of("-no204", "-nopreview"));
                } else {
                    assertThat(Files.readAllBytes(out)).as(mode + said).isEqualTo(Files.readAllBytes(file));
                }
            }
        }
    }

    @Test
    void blocksInEveryMode() throws Exception {
        for (Path file : List.of(eicar, largeEicar)) {
            for (List<String> mode : MODES) {
                Path out = folder.resolve("out-" + mode.hashCode() + file.getFileName());
                String said = ask(file, out, mode);
                assertThat(said).as(mode + said).contains("X-Infection-Found: Type=0; Resolution=2; Threat=Eicar");
                assertThat(Files.readString(out, StandardCharsets.ISO_8859_1)).contains("This content was blocked");
            }
        }
    }

    private static final List<List<String>> MODES = List.of(
            List.of(),
            List.of("-nopreview"),
            List.of("-no204"),
            List.of("-no204", "-nopreview"),
            List.of("-206"),
            List.of("-206", "-no204"),
            List.of("-w", "16"),
            List.of("-req", "http://origin.test/up"),
            List.of("-req", "http://origin.test/up", "-no204"),
            List.of("-resp", "http://origin.test/down"),
            List.of("-x", "X-Client-IP: 192.0.2.1", "-hx", "X-Req: 1", "-rhx", "X-Resp: 2"));

    private static String ask(Path file, Path out, List<String> mode) throws Exception {
        List<String> options =
                new ArrayList<>(List.of("-s", "avscan", "-f", file.toString(), "-o", out.toString(), "-v"));
        options.addAll(mode);
        return client(options.toArray(String[]::new));
    }

    private static String client(String... options) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("c-icap-client", "-i", "127.0.0.1", "-p", Integer.toString(server.port())));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        process.waitFor();
        return said;
    }
}
