package dev.gatehouse.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debian's amavisd-new: takes mail by SMTP, takes it apart, has it scanned, and gives it onwards by SMTP. */
public final class AmavisdPeer implements AutoCloseable {

    private static final String ACCOUNT = "amavis";

    private final Program program;
    private final int port;

    private AmavisdPeer(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /**
     * Starts it.
     *
     * @param scanners Perl that sets {@code @av_scanners}, as in {@code /etc/amavis/conf.d/50-user}
     * @param onwards the port on 127.0.0.1 of the mail server behind it
     */
    public static AmavisdPeer start(Path folder, String scanners, int onwards)
            throws IOException, InterruptedException {
        Workplace place = Workplace.at(folder);
        int port = FreePort.onLoopback();
        Path home = place.folderOf(ACCOUNT, "home");
        // the configuration's own folder must not be the account's, or amavisd refuses it
        Path configuration = place.write(
                "amavisd.conf", """
                use strict;
                $max_servers = 2;
                $daemon_user = '%1$s';
                $daemon_group = '%1$s';
                $mydomain = 'example.test';
                $myhostname = 'gw.example.test';
                $MYHOME = '%2$s';
                $TEMPBASE = '%3$s';
                $db_home = '%2$s';
                $QUARANTINEDIR = undef;
                $lock_file = '%2$s/amavisd.lock';
                $pid_file = '%2$s/amavisd.pid';
                $enable_db = 0;
                $enable_zmq = 0;
                $log_level = 3;
                $do_syslog = 0;
                $logfile = '%2$s/amavis.log';
                $inet_socket_bind = '127.0.0.1';
                $inet_socket_port = %4$d;
                $unix_socketname = undef;
                @bypass_spam_checks_maps = (1);
                $final_virus_destiny = D_REJECT;
                $final_bad_header_destiny = D_PASS;
                $virus_quarantine_method = undef;
                $virus_admin = undef;
                $forward_method = 'smtp:[127.0.0.1]:%5$d';
                $notify_method = $forward_method;
                @local_domains_maps = (['.example.test']);
                $enable_dkim_verification = 0;
                @av_scanners_backup = ();
                $first_infected_stops_scan = 1;
                %6$s
                1;
                """.formatted(ACCOUNT, home, place.folderOf(ACCOUNT, "tmp"), port, onwards, scanners));
        Program program = Program.start(
                place,
                Map.of(),
                List.of(home.resolve("amavis.log")),
                List.of("amavisd", "-c", configuration.toString(), "foreground"));
        program.await("does not greet", () -> Program.greets(port, "220 "));
        return new AmavisdPeer(program, port);
    }

    /** Its port for SMTP on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** All that it said. */
    public String log() throws IOException {
        return program.log();
    }

    /** Ends it and all its children. */
    @Override
    public void close() {
        program.close();
    }
}
