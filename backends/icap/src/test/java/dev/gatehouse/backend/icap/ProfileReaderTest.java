package dev.gatehouse.backend.icap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.spi.Backend;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles as files. */
class ProfileReaderTest {

    private static final String WHOLE = """
            vendor: Example
            product: Example Scanner
            signals:
              - {header: X-Found, reads: name}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "verdicts: none|5|unknown key verdicts",
                "trickles: maybe|5|must be true or false",
                "blocked: {status: [40x]}|5|must be a number",
                "blocked: {status: 403, page: x}|5|unknown key page",
                "blocked: {name: '('}|5|not a regular expression",
                "blocked: {name: 'no group'}|5|must have a group",
                "not-scanned: {locked: [x]}|5|locked is no code of a reason",
                "statuses: {999: nonsense}|5|nonsense is no code of a reason",
                "statuses: {high: backend-error}|5|the key must be a number",
                "services: {options: x}|5|unknown key options",
                "versions: [a]|5|must be a map",
                "vendor: Another|5|vendor",
                "clean-needs: [[x]]|5|must be text",
                "product: [|6|",
            })
    void saysInWhichLineAProfileIsWrong(String line, int number, String said) {
        assertThatThrownBy(() -> ProfileReader.read(WHOLE + line + "\n", "mine.yaml"))
                .isInstanceOf(YamlNode.YamlException.class)
                .hasMessageStartingWith("mine.yaml:" + number + ": ")
                .hasMessageContaining(said == null ? "" : said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{header: X, reads: tea-leaves}|must be name, kind",
                "{reads: name}|either a header or an http-header",
                "{header: X, http-header: Y, reads: name}|either a header or an http-header",
                "{header: X}|the key reads is missing",
                "{header: X, reads: name, types: {0: clean}}|the key types has no use here",
                "{header: X, reads: infection, types: {0: perhaps}}|must be clean, infected, blocked",
                "{header: X, reads: word}|the key words is missing",
                "{header: X, reads: word, colour: red}|unknown key colour",
            })
    void saysInWhichLineASignalIsWrong(String signal, String said) {
        assertThatThrownBy(() -> ProfileReader.read(WHOLE + "  - " + signal + "\n", "mine.yaml"))
                .isInstanceOf(YamlNode.YamlException.class)
                .hasMessageStartingWith("mine.yaml:5: ")
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "just text", "vendor: x", "a: &a [*a]", "--- a\n--- b\n", "\t", "? [x]\n: y"})
    void refusesWhatIsNoProfileInWords(String text) {
        assertThatThrownBy(() -> ProfileReader.read(text, "mine.yaml"))
                .isInstanceOf(YamlNode.YamlException.class)
                .hasMessageStartingWith("mine.yaml:");
    }

    @Test
    void usesTheOperatorsOwnProfile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("mine.yaml"), WHOLE + "services: {respmod: mine}\n");
        byte[] answer = "ICAP/1.0 204 No\r\nX-Found: Some.Virus\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (ScriptedServer server = ScriptedServer.start("Methods: RESPMOD\r\n", _ -> answer);
                Backend backend = Backends.open(server.url(""), "profile-file", file.toString())) {
            assertThat(Backends.said(Backends.scan(backend, new byte[10]))).isEqualTo("Infected Some.Virus");
            assertThat(backend.identity().vendor()).isEqualTo("Example");
            assertThat(server.requests().getFirst().icap()).startsWith("RESPMOD icap://127.0.0.1");
            assertThat(server.requests().getFirst().icap()).contains("/mine ICAP/1.0\r\n");
        }
    }

    @Test
    void isDescribedAsItIs() throws Exception {
        String page = Files.readString(Path.of("../../docs/icap.md"));
        int start = page.indexOf("vendor: Example");
        String example = page.substring(start, page.indexOf("```", start));

        assertThat(ProfileReader.read(example, "docs/icap.md").signals()).hasSize(5);
        for (String name : Profiles.NAMES) {
            assertThat(page).contains("| `" + name + "` |");
        }
        Settings.KEYS.forEach(key -> assertThat(page).contains("| `" + key.name() + "` |"));
    }
}
