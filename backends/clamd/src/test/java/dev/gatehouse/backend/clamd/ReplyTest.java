package dev.gatehouse.backend.clamd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReplyTest {

    @Test
    void readsWhatClamdWrites() {
        assertThat(Reply.parse("stream: OK")).isEqualTo(new Reply.Ok());
        assertThat(Reply.parse("stream: Win.Trojan.A-1 FOUND")).isEqualTo(new Reply.Found("Win.Trojan.A-1", Map.of()));
        assertThat(Reply.parse("/a: b FOUND: X.UNOFFICIAL FOUND")).isEqualTo(new Reply.Found("X.UNOFFICIAL", Map.of()));
        assertThat(Reply.parse("stream: X(44d88612fea8a8f36de82e1278abb02f:68) FOUND"))
                .isEqualTo(new Reply.Found("X", Map.of("digest", "44d88612fea8a8f36de82e1278abb02f", "size", "68")));
        assertThat(Reply.parse("INSTREAM size limit exceeded. ERROR"))
                .isEqualTo(new Reply.Failure("INSTREAM size limit exceeded."));
    }

    @Test
    void takesNothingElseForOk() {
        for (String text :
                new String[] {"", "OK", "stream:OK", "stream: ok", "stream: OK ", " FOUND", "stream:  FOUND"}) {
            assertThat(Reply.parse(text)).as(text).isInstanceOf(Reply.Unknown.class);
        }
    }

    @Property
    void readsAnyTextAsSomething(@ForAll String text) {
        assertThat(Reply.parse(text)).isNotNull();
        assertThat(Reply.parse(text + " ERROR")).isInstanceOf(Reply.Failure.class);
        assertThat(DaemonVersion.parse(text, ZoneOffset.UTC)).isNotNull();
    }

    @Test
    void readsVersions() {
        assertThat(DaemonVersion.parse("ClamAV 1.4.6/27001/Mon Jan  5 08:30:00 2026", ZoneOffset.UTC))
                .satisfies(version -> {
                    assertThat(version.engine()).isEqualTo("1.4.6");
                    assertThat(version.database()).isEqualTo("27001");
                    assertThat(version.time()).contains(Instant.parse("2026-01-05T08:30:00Z"));
                });
        assertThat(DaemonVersion.parse("ClamAV 1.4.6", ZoneOffset.UTC).time()).isEmpty();
    }
}
