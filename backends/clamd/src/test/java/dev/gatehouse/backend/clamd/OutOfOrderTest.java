package dev.gatehouse.backend.clamd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.peers.ClamDatabase;
import dev.gatehouse.peers.ClamdPeer;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.tck.TestSubject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many subjects down one session, whose answers come as clamd finishes. */
class OutOfOrderTest {

    @TempDir
    Path folder;

    @Test
    void givesEachSubjectItsOwnAnswer() throws Exception {
        Deadline deadline = Deadline.after(Duration.ofSeconds(30));
        try (ClamdPeer clamd = ClamdPeer.start(folder, Map.of());
                Timer timer = new Timer();
                Session session =
                        Session.open(ClamdAddress.parse("tcp:127.0.0.1:" + clamd.port()), timer, deadline, () -> {})) {
            List<CompletableFuture<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                byte[] bytes = i % 3 == 0 ? ClamDatabase.eicar().bytes() : new byte[i % 3 == 1 ? 1 << 20 : i];
                replies.add(session.send(TestSubject.of("subject " + i, bytes), timer, deadline));
            }
            for (int i = 0; i < 60; i++) {
                assertThat(replies.get(i).get(30, TimeUnit.SECONDS))
                        .as("subject %d", i)
                        .isInstanceOf(i % 3 == 0 ? Reply.Found.class : Reply.Ok.class);
            }
            assertThat(session.usable()).isTrue();
        }
    }
}
