package dev.gatehouse.gateway.icap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.peers.Handbook;
import dev.gatehouse.peers.Origin;
import dev.gatehouse.peers.SquidPeer;
import dev.gatehouse.peers.WebAnswer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** curl behind squid, and squid before the ICAP server: files of all sizes, and an end in the middle. */
@Timeout(120)
class SquidTest {

    @TempDir
    Path folder;

    private IcapServer server;
    private Origin origin;
    private SquidPeer squid;

    @BeforeEach
    void start() throws Exception {
        server = IcapServer.start();
        origin = Origin.start(() -> server.gate().load().bytes());
        squid = SquidPeer.start(folder, Handbook.sample("squid", server.port(), folder));
    }

    @AfterEach
    void stop() {
        squid.close();
        origin.close();
        server.close();
    }

    @Test
    void letsCleanDownloadsAndUploadsThroughByteForByte() throws Exception {
        for (int size : new int[] {0, 1, 4096, Origin.SQUIDS_MOST_BYTES, 1_500_000}) {
            byte[] bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            origin.put("/file" + size, bytes);
            assertThat(squid.fetch(origin.url("/file" + size)).body())
                    .as(size + " bytes down")
                    .isEqualTo(bytes);
            Path upload = Files.write(folder.resolve("upload"), bytes);
            squid.fetch(origin.url("/up/" + size), "--data-binary", "@" + upload);
            assertThat(origin.uploaded("/up/" + size)).as(size + " bytes up").hasValue(bytes);
        }
        assertThat(server.troubles).isEmpty();
    }

    @Test
    void givesAnErrorAndNeverTheFileWhenTheServerEndsInTheMiddle() throws Exception {
        origin.put("/slow", "secret".repeat(200_000).getBytes(StandardCharsets.US_ASCII));
        Process curl = squid.curl(origin.url("/slow"));
        origin.awaitHalfSent();
        server.listener().close();
        origin.goOn();
        for (WebAnswer answer : new WebAnswer[] {WebAnswer.of(curl), squid.fetch(origin.url("/slow"))}) {
            assertThat(answer.text()).doesNotContain("secretsecret");
            assertThat(answer.status()).isEqualTo(500);
        }
    }
}
