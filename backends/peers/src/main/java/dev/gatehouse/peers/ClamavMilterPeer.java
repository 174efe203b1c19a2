package dev.gatehouse.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debian's clamav-milter, which stands between an MTA and a clamd. */
public final class ClamavMilterPeer implements AutoCloseable {

    private final Program program;
    private final int port;

    private ClamavMilterPeer(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /**
     * Starts it.
     *
     * @param configuration lines of clamav-milter.conf(5): where the clamd is and what becomes of mail
     */
    public static ClamavMilterPeer start(Path folder, String configuration) throws IOException, InterruptedException {
        Workplace place = Workplace.at(folder);
        int port = FreePort.onLoopback();
        Path log = place.path("milter.log");
        Path file = place.write("clamav-milter.conf", """
                Foreground yes
                MilterSocket inet:%d@127.0.0.1
                TemporaryDirectory %s
                LogFile %s
                LogInfected Full
                LogClean Full
                %s
                """.formatted(port, place.folder(), log, configuration));
        Program program =
                Program.start(place, Map.of(), List.of(log), List.of("clamav-milter", "--config-file=" + file));
        program.await("does not listen", () -> Program.listens(port));
        return new ClamavMilterPeer(program, port);
    }

    /** Its port for the milter protocol on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** All that it said. */
    public String log() throws IOException {
        return program.log();
    }

    /** Ends it. */
    @Override
    public void close() {
        program.close();
    }
}
