package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.peers.Handbook;
import dev.gatehouse.peers.Letters;
import dev.gatehouse.peers.Origin;
import dev.gatehouse.peers.SquidPeer;
import dev.gatehouse.peers.WebAnswer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Squid before an ICAP listener, and a web server behind squid. */
final class WebJourney implements Journey {

    private static final byte[] SLOW =
            "secret".repeat(Origin.SQUIDS_MOST_BYTES / 8).getBytes(StandardCharsets.US_ASCII);

    private final Origin origin;
    private final SquidPeer squid;
    private final Door door;

    private WebJourney(Origin origin, SquidPeer squid, Door door) {
        this.origin = origin;
        this.squid = squid;
        this.door = door;
    }

    /** Starts squid in a folder of its own. */
    static WebJourney open(Door door, Path folder) throws Exception {
        Origin origin = Origin.start(() -> Long.MAX_VALUE);
        try {
            SquidPeer squid = SquidPeer.start(
                    Files.createDirectories(folder), Handbook.sample("squid", door.port(), folder.resolve("none")));
            return new WebJourney(origin, squid, door);
        } catch (Exception e) {
            origin.close();
            throw e;
        }
    }

    @Override
    public void passes() throws Exception {
        byte[] file = Letters.CLEAN.file();
        origin.put("/clean", file);
        WebAnswer answer = squid.fetch(origin.url("/clean"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(file);
    }

    @Override
    public void refuses() throws Exception {
        origin.put("/eicar", Letters.EICAR.file());
        WebAnswer answer = squid.fetch(origin.url("/eicar"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.text()).contains("Test.Eicar");
    }

    @Override
    public Callable<Void> begin() throws Exception {
        origin.put("/slow", SLOW);
        Process curl = squid.curl(origin.url("/slow"));
        origin.awaitHalfSent();
        door.awaitTaken();
        return () -> {
            origin.goOn();
            WebAnswer answer = WebAnswer.of(curl);
            assertThat(answer.text()).doesNotContain("secretsecret");
            assertThat(answer.status()).as(answer.text()).isEqualTo(500);
            return null;
        };
    }

    @Override
    public void close() {
        squid.close();
        origin.close();
    }
}
