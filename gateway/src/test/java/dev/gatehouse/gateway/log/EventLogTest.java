package dev.gatehouse.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

@Timeout(30)
class EventLogTest {

    @TempDir
    Path folder;

    @Test
    void writesOneObjectALine() throws Exception {
        Path file = folder.resolve("log");
        try (EventLog log = EventLog.open(Optional.of(file), Optional.empty())) {
            log.write(
                    Level.INFO,
                    "request",
                    fields ->
                            fields.text("subject", "a\"b\nc").number("bytes", 5).texts("findings", List.of("X", "Y")));
            log.write(Level.ERROR, "fault", "it broke");
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2).allSatisfy(EventLogTest::isJson);
        assertThat(lines.getFirst())
                .contains("\"level\":\"info\"", "\"event\":\"request\"", "\"bytes\":5", "[\"X\",\"Y\"]");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(3);
    }

    @Test
    void writesNothingThatATerminalOrAReaderObeys() throws Exception {
        Path file = folder.resolve("log");
        String evil = "\u001b[2Jinvoice\u202etxt.exe\u2028{\"event\":\"forged\"}\ud800";
        try (EventLog log = EventLog.open(Optional.of(file), Optional.empty())) {
            log.write(
                    Level.INFO,
                    "request",
                    fields -> fields.text("subject", evil).text("name", "Prüfung.pdf"));
        }
        String line = Files.readString(file);
        assertThat(line.lines()).hasSize(1);
        assertThat(line.chars()).noneMatch(each -> (each < ' ' && each != '\n') || each == 0x202e || each == 0x2028);
        assertThat(line).contains("u{1b}", "u{202e}", "u{d800}", "Prüfung.pdf");
        isJson(line);
    }

    @Test
    void beginsAFileAnewThatWasMovedAway() throws Exception {
        Path file = folder.resolve("log");
        try (EventLog log = EventLog.open(Optional.of(file), Optional.empty())) {
            log.write(Level.INFO, "before", "one");
            awaitSize(file);
            Files.move(file, folder.resolve("log.1"));
            log.reopen();
            log.write(Level.INFO, "after", "two");
            awaitSize(file);
        }
        assertThat(Files.readString(folder.resolve("log.1"))).contains("before").doesNotContain("after");
        assertThat(Files.readString(file)).contains("after");
    }

    @Test
    void dropsAndCountsWhatAReaderDoesNotTake() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        try (RandomAccessFile held = new RandomAccessFile(pipe.toFile(), "rw");
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(held.getChannel()), StandardCharsets.UTF_8));
                EventLog log = EventLog.open(Optional.of(pipe), Optional.empty())) {
            int written = 0;
            while (log.dropped() == 0) {
                log.write(Level.INFO, "request", "x".repeat(500));
                written++;
            }
            assertThat(written).isGreaterThan(EventLog.QUEUE_LINES);
            String line = reader.readLine();
            while (!line.contains("log-dropped")) {
                line = reader.readLine();
            }
            assertThat(line).contains("\"lines\":" + log.dropped());
        }
    }

    private static void awaitSize(Path file) {
        while (!Files.exists(file) || file.toFile().length() == 0) {
            Thread.onSpinWait();
        }
    }

    private static void isJson(String line) {
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
            while (json.nextToken() != null) {
                // to its end
            }
        }
    }
}
