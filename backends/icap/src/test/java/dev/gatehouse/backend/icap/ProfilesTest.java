package dev.gatehouse.backend.icap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every profile, against what its product answers. */
class ProfilesTest {

    private static final byte[] FILE = "bytes of no account, but enough of them for a preview that is not all of it"
            .getBytes(StandardCharsets.US_ASCII);
    private static final String OPTIONS =
            "Methods: RESPMOD, REQMOD\r\nISTag: \"tag-1\"\r\nAllow: 204\r\nPreview: 30\r\nOptions-TTL: 3600\r\n";

    static List<Transcript> transcripts() {
        return Transcript.all();
    }

    static List<String> names() {
        return Profiles.NAMES;
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void readsWhatTheProductMeans(Transcript transcript) throws IOException, BackendUnavailableException {
        assertThat(outcome(transcript, Integer.MAX_VALUE)).isEqualTo(transcript.expected());
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void readsTheSameWhenEveryByteComesAlone(Transcript transcript) throws IOException, BackendUnavailableException {
        assertThat(outcome(transcript, 1)).isEqualTo(transcript.expected());
    }

    private static String outcome(Transcript transcript, int segment) throws IOException, BackendUnavailableException {
        ScriptedServer.Script script = new ScriptedServer.Script() {
            @Override
            public byte[] answer(ScriptedServer.Request request) {
                return transcript.bytes(FILE);
            }

            @Override
            public boolean wantsRest(ScriptedServer.Request preview) {
                return !transcript.previewOnly();
            }

            @Override
            public int segment() {
                return segment;
            }
        };
        String method = transcript.http().startsWith("POST ") ? "reqmod" : "respmod";
        try (ScriptedServer server = ScriptedServer.start(OPTIONS, script);
                Backend backend = Backends.open(
                        server.url("service"),
                        "profile",
                        transcript.profile(),
                        "eicar-check",
                        "false",
                        "method",
                        method)) {
            String said = Backends.said(Backends.scan(backend, FILE));
            if (!transcript.previewOnly()) {
                assertThat(server.requests().getFirst().body())
                        .as("what the server was sent")
                        .isEqualTo(new String(FILE, StandardCharsets.ISO_8859_1));
            }
            return said;
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isTriedWithAFindingAPassAndAFileThatWasNotScanned(String name) {
        List<String> expected =
                Transcript.of(name).stream().map(Transcript::expected).toList();

        assertThat(expected).anyMatch(each -> each.startsWith("Infected"));
        assertThat(expected).contains("Clean");
        assertThat(expected).anyMatch(each -> each.startsWith("Incomplete"));
        assertThat(expected).anyMatch(each -> each.startsWith("Failed"));
    }

    @Test
    void hasTheServicesOfProductsThatAreAlwaysCalledTheSame() throws YamlNode.YamlException {
        assertThat(Profiles.named("kaspersky-scan-engine").services()).containsEntry(Method.RESPMOD, "resp");
        assertThat(Profiles.named("kaspersky-web-traffic-security").services())
                .containsEntry(Method.RESPMOD, "av/respmod");
        assertThat(Profiles.named("eset").services()).containsEntry(Method.RESPMOD, "scan");
        assertThat(Profiles.named("symantec").services()).containsEntry(Method.RESPMOD, "avscan");
        assertThat(Profiles.named("sophos-savdi").services()).isEmpty();
    }
}
