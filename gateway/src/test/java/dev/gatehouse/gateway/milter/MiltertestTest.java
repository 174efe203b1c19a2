package dev.gatehouse.gateway.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Debian's miltertest(8), which speaks as an MTA by libmilter's own definitions. */
@Timeout(60)
class MiltertestTest {

    private static final Path PROGRAM = Path.of("/usr/bin/miltertest");

    @TempDir
    Path folder;

    private final PlayedBackend backend = new PlayedBackend();

    @ParameterizedTest
    @ValueSource(strings = {"6, nil, nil", "2, 0x3f, 0x7f"})
    void findsAllChangesOfACleanMessage(String offer) throws Exception {
        run("""
                mt.macro(conn, SMFIC_MAIL, "i", "test-id")
                check(mt.header(conn, "Subject", "test") == nil, "header")
                check(mt.header(conn, "X-Virus-Status", "Clean, says an outsider") == nil, "header")
                check(mt.bodyrandom(conn, 200000) == nil, "body")
                check(mt.eom(conn) == nil, "end")
                check(mt.getreply(conn) == SMFIR_CONTINUE, "last word")
                check(mt.eom_check(conn, MT_HDRDELETE, "X-Virus-Status"), "removal")
                check(mt.eom_check(conn, MT_HDRADD, "X-Virus-Scanned"), "addition")
                check(mt.eom_check(conn, MT_HDRADD, "X-Virus-Status"), "addition")
                check(not mt.eom_check(conn, MT_QUARANTINE), "quarantine")
                """, offer);
        assertThat(backend.seen()).startsWith("Subject:").hasSizeGreaterThan(200_000);
    }

    @Test
    void findsTheReplyToAnInfectedMessage() throws Exception {
        backend.answer = PlayedBackend.found("Bad");
        run("""
                check(mt.header(conn, "Subject", "test") == nil, "header")
                check(mt.bodystring(conn, "hello\\r\\n") == nil, "body")
                check(mt.eom(conn) == nil, "end")
                check(mt.getreply(conn) == SMFIR_REPLYCODE, "last word")
                check(mt.eom_check(conn, MT_SMTPREPLY, "550", "5.7.1", "Message rejected: Bad found"), "reply")
                """, "6, nil, nil");
    }

    private void run(String steps, String offer) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROGRAM), "miltertest is installed");
        try (Bench bench = Bench.on(backend, MilterSettings.DEFAULT)) {
            Path script = Files.writeString(
                    folder.resolve("script.lua"), """
                    function check(holds, what)
                      if not holds then error("wrong: " .. what) end
                    end
                    conn = mt.connect("inet:%d@127.0.0.1")
                    check(conn ~= nil, "connection")
                    check(mt.negotiate(conn, %s) == nil, "negotiation")
                    check(mt.conninfo(conn, "client.test", "192.0.2.7") == nil, "connection's description")
                    """.formatted(bench.port(), offer) + steps + "mt.disconnect(conn)\n");
            Path out = folder.resolve("out");
            Process miltertest = new ProcessBuilder(PROGRAM.toString(), "-s", script.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            assertThat(miltertest.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(out)).isEmpty();
            assertThat(miltertest.exitValue()).isZero();
            assertThat(bench.faults).isEmpty();
            assertThat(bench.troubles).isEmpty();
        }
    }
}
