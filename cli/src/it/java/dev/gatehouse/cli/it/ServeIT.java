package dev.gatehouse.cli.it;

import static dev.gatehouse.cli.it.Serving.ONE;
import static dev.gatehouse.cli.it.Serving.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process that serves, as an operator has it. */
@Timeout(120)
class ServeIT {

    private static final String SECOND = "Test.Two:0:*:" + Serving.hex(TWO);

    @TempDir
    Path folder;

    @Test
    void servesTellsHowItIsAndEnds() throws Exception {
        try (Serving serving = Serving.in(folder)) {
            assertThat(serving.ask("hello")).isEqualTo("stream: OK\0");
            assertThat(serving.ask(ONE)).isEqualTo("stream: Test.One FOUND\0");

            assertThat(serving.http("/health").statusCode()).isEqualTo(200);
            assertThat(serving.http("/ready").statusCode()).isEqualTo(200);
            assertThat(serving.http("/nothing").statusCode()).isEqualTo(404);
            Exposition metrics = Exposition.of(serving.http("/metrics").body());
            assertThat(metrics.value("gatehouse_requests_total", "listener=\"mail\"", "verdict=\"infected\""))
                    .isEqualTo(1);
            assertThat(metrics.value("gatehouse_requests_total", "listener=\"mail\"", "verdict=\"clean\""))
                    .isEqualTo(1);
            assertThat(metrics.value("gatehouse_scan_seconds_count", "protocol=\"clamd\""))
                    .isEqualTo(2);
            assertThat(metrics.value("gatehouse_backend_up", "backend=\"builtin\""))
                    .isEqualTo(1);
            assertThat(metrics.value("gatehouse_places")).isEqualTo(256);

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("admin.sock"))))
                    .isEqualTo("rw-------");
            assertThat(serving.admin("status").output())
                    .startsWith("{\"version\":1,\"ok\":true,\"state\":\"serving\",\"ready\":true,");
            assertThat(serving.admin("lineup").output()).contains("\"name\":\"builtin\",\"role\":\"primary\"");
            assertThat(serving.admin("shutdown").exitCode()).isZero();
            assertThat(serving.exitCode()).isZero();
        }
        assertThat(folder.resolve("admin.sock")).doesNotExist();
    }

    @Test
    void namesEachRequestFromTheSocketToTheVerdict() throws Exception {
        try (Serving serving = Serving.in(folder)) {
            for (int i = 0; i < 5; i++) {
                serving.ask(ONE);
            }
            serving.signal("TERM");
            assertThat(serving.exitCode()).isZero();
            Set<String> ids = new HashSet<>();
            for (String line : serving.log()) {
                if (line.contains("\"event\":\"request\"")) {
                    assertThat(line)
                            .contains("\"listener\":\"mail\"", "\"verdict\":\"infected\"", "\"findings\":[\"Test.One\"]")
                            .doesNotContain("Nothing you");
                    Matcher id = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(line);
                    assertThat(id.find()).isTrue();
                    ids.add(id.group(1));
                }
            }
            assertThat(ids).hasSize(5);
        }
    }

    @Test
    void reloadsUnderLoadWithoutAFailedRequest() throws Exception {
        try (Serving serving = Serving.in(folder);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicBoolean over = new AtomicBoolean();
            Callable<List<String>> client = () -> {
                List<String> answers = new ArrayList<>();
                while (!over.get()) {
                    answers.add(serving.ask(ONE));
                }
                return answers;
            };
            List<Future<List<String>>> all = List.of(clients.submit(client), clients.submit(client));
            for (int i = 0; i < 5; i++) {
                Serving.signatures(folder, "Test.One:0:*:" + Serving.hex(ONE), SECOND, "Test.N" + i + ":0:*:c0ffee15c0ffee");
                serving.signal("HUP");
                assertThat(serving.admin("reload").exitCode()).isZero();
            }
            serving.awaitAnswer(TWO, "Test.Two FOUND");
            serving.awaitLog("\"event\":\"reloaded\",\"cause\":\"hangup\"");
            over.set(true);
            for (Future<List<String>> one : all) {
                assertThat(one.get()).isNotEmpty().containsOnly("stream: Test.One FOUND\0");
            }
        }
    }

    @Test
    void followsTheDiskAndKeepsWhatScansWhenAFileIsHalfWritten() throws Exception {
        try (Serving serving = Serving.in(folder)) {
            Serving.signatures(folder, "Test.One:0:*:" + Serving.hex(ONE), SECOND.substring(0, SECOND.length() - 1));
            serving.awaitLog("\"event\":\"reload-failed\",\"cause\":\"disk\"");
            assertThat(serving.ask(ONE)).contains("Test.One FOUND");
            assertThat(serving.admin("reload").exitCode()).isEqualTo(2);
            Serving.signatures(folder, "Test.One:0:*:" + Serving.hex(ONE), SECOND);
            serving.awaitAnswer(TWO, "Test.Two FOUND");
            Exposition metrics = Exposition.of(serving.http("/metrics").body());
            assertThat(metrics.value("gatehouse_reloads_total", "cause=\"disk\"", "outcome=\"failed\""))
                    .isPositive();
            assertThat(metrics.value("gatehouse_lineup_generation")).isGreaterThan(1);
        }
    }

    @Test
    void answersTheRequestUnderWayBeforeItEnds() throws Exception {
        try (Serving serving = Serving.in(folder);
                Serving.Request begun = serving.request(ONE)) {
            serving.ask("hello");
            serving.signal("TERM");
            serving.awaitLog("\"event\":\"draining\"");
            assertThat(serving.http("/ready").statusCode()).isEqualTo(503);
            assertThat(serving.http("/health").statusCode()).isEqualTo(200);
            assertThat(begun.finish()).isEqualTo("stream: Test.One FOUND\0");
            assertThat(serving.exitCode()).isZero();
        }
    }

    @Test
    void endsInBoundedTimeWhenAClientNeverDoes() throws Exception {
        try (Serving serving = Serving.in(folder, "  drain-time: 300ms\n");
                Serving.Request _ = serving.request(ONE)) {
            serving.ask("hello");
            serving.signal("TERM");
            assertThat(serving.exitCode()).isZero();
            assertThat(serving.awaitLog("\"event\":\"ended\"")).contains("\"cutOff\":1");
        }
    }

    @Test
    void endsAtOnceWhenItIsAskedTwice() throws Exception {
        try (Serving serving = Serving.in(folder);
                Serving.Request _ = serving.request(ONE)) {
            serving.ask("hello");
            serving.signal("TERM");
            serving.awaitLog("\"event\":\"draining\"");
            serving.signal("TERM");
            assertThat(serving.exitCode()).isEqualTo(143);
        }
        assertThat(folder.resolve("admin.sock")).doesNotExist();
    }

    @Test
    void checksWhatIsConfigured() throws Exception {
        Serving.configure(folder);
        Launched.Result good = Launched.in(folder).run("serve", "--check", "--config=gatehouse.yaml");
        assertThat(good.exitCode()).as(good.error()).isZero();
        assertThat(good.output()).startsWith("all is well: 1 backends, and listeners mail (clamd on tcp:127.0.0.1:0)");

        Serving.configure(folder, "  treads: 3\n");
        Launched.Result wrong = Launched.in(folder).run("serve", "--check", "--config=gatehouse.yaml");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.error()).contains("gatehouse.yaml:11:3: unknown key 'treads' in gateway");

        String text = Files.readString(folder.resolve("gatehouse.yaml")).replace("  treads: 3\n", "");
        Files.writeString(folder.resolve("gatehouse.yaml"), text.replace("protocol: clamd", "protocol: pigeon"));
        Launched.Result strange = Launched.in(folder).run("serve", "--check", "--config=gatehouse.yaml");
        assertThat(strange.exitCode()).isEqualTo(2);
        assertThat(strange.error()).contains("no protocol is named 'pigeon'; there are clamd");
    }

    @Test
    void comesWithAUnitThatSystemdUnderstands() throws Exception {
        Path unit = Launched.launcher().resolveSibling("cli/target/dist/systemd/gatehouse.service");
        Path copy = folder.resolve("gatehouse.service");
        Files.writeString(copy, Files.readString(unit).replace("/opt/gatehouse/gatehouse", "/bin/true"));
        Process verify = new ProcessBuilder("systemd-analyze", "verify", "--man=no", copy.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(verify.waitFor()).as(said).isZero();
        // it goes on where it does not understand a line, and says so
        assertThat(said).doesNotContain("gatehouse.service:");
    }
}
