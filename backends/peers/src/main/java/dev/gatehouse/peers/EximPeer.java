package dev.gatehouse.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Debian's Exim with its scanning of content (exim4-daemon-heavy): takes mail by SMTP, has it scanned at the end of the
 * data, and gives it onwards by SMTP. Postfix does not let it be installed beside it, so that it runs from where {@code
 * ./verify} unpacked it: without a set-user-id bit, as an unprivileged account that libnss_wrapper calls by the name
 * that is built into Exim.
 */
public final class EximPeer implements AutoCloseable {

    private static final String ACCOUNT = "nobody";
    private static final String BUILT_IN = "Debian-exim";

    private final Program program;
    private final Workplace place;
    private final int port;

    private EximPeer(Program program, Workplace place, int port) {
        this.program = program;
        this.place = place;
        this.port = port;
    }

    /**
     * Starts it.
     *
     * @param main lines of the main section that name the scanner, and the list for the end of the data
     * @param lists the access control lists
     * @param onwards the port on 127.0.0.1 of the mail server behind it
     */
    public static EximPeer start(Path folder, String main, String lists, int onwards)
            throws IOException, InterruptedException {
        Workplace place = Workplace.at(folder);
        int port = FreePort.onLoopback();
        Path binary = place.path("exim4");
        // not a copy: that would keep the set-user-id bit, with which the system loads no wrapper
        Files.write(binary, Files.readAllBytes(installed()));
        Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwxr-xr-x"));
        place.write("passwd", account("passwd", ":/nonexistent:/usr/sbin/nologin"));
        place.write("group", account("group", ""));
        Path log = place.folderOf(ACCOUNT, "log");
        place.write(
                "exim.conf", """
                %7$s
                acl_smtp_rcpt = accept
                exim_path = %1$s
                spool_directory = %2$s
                log_file_path = %3$s/%%slog
                pid_file_path = %3$s/exim.pid
                deliver_drop_privilege
                tls_advertise_hosts =
                primary_hostname = gw.example.test
                local_interfaces = <; [127.0.0.1]:%4$d
                host_lookup =
                rfc1413_query_timeout = 0s
                never_users =
                keep_environment = LD_PRELOAD : NSS_WRAPPER_PASSWD : NSS_WRAPPER_GROUP
                begin acl
                %6$s
                begin routers
                onwards:
                  driver = manualroute
                  route_list = * 127.0.0.1
                  self = send
                  transport = onwards
                begin transports
                onwards:
                  driver = smtp
                  port = %5$d
                begin retry
                * * F,1h,1m
                """.formatted(binary, place.folderOf(ACCOUNT, "spool"), log, port, onwards, lists, main));
        List<String> command = command(place, "-bdf", "-q1m");
        Program program = Program.start(
                place, environment(place), List.of(log.resolve("mainlog"), log.resolve("paniclog")), command);
        program.await("does not greet", () -> Program.greets(port, "220 "));
        return new EximPeer(program, place, port);
    }

    private static Path installed() throws IOException {
        Path unpacked = Debian.unpacked("exim").resolve("usr/sbin/exim4");
        if (!Files.exists(unpacked)) {
            throw new IOException("there is no " + unpacked + ": run ./verify, which unpacks it");
        }
        return unpacked;
    }

    private static String account(String file, String rest) throws IOException {
        StringBuilder all = new StringBuilder();
        String last = "";
        for (String line : Files.readAllLines(Path.of("/etc", file), StandardCharsets.ISO_8859_1)) {
            all.append(line).append('\n');
            String wanted = Program.isRoot() ? (file.equals("group") ? "nogroup" : ACCOUNT) : user();
            if (line.startsWith(wanted + ":")) {
                last = line;
            }
        }
        String[] fields = last.split(":", -1);
        if (fields.length < 3) {
            throw new IOException("/etc/" + file + " has no entry for the account that Exim is to run as");
        }
        String ids = file.equals("group") ? fields[2] + ":" : fields[2] + ":" + fields[3] + ":";
        return all.append(BUILT_IN)
                .append(":x:")
                .append(ids)
                .append(rest)
                .append('\n')
                .toString();
    }

    private static String user() {
        return System.getProperty("user.name");
    }

    private static Map<String, String> environment(Workplace place) {
        return Map.of(
                "LD_PRELOAD", "libnss_wrapper.so",
                "NSS_WRAPPER_PASSWD", place.path("passwd").toString(),
                "NSS_WRAPPER_GROUP", place.path("group").toString());
    }

    private static List<String> command(Workplace place, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                place.path("exim4").toString(), "-C", place.path("exim.conf").toString()));
        command.addAll(List.of(arguments));
        return Program.as(ACCOUNT, command);
    }

    /** What {@code exim -bmalware} says of a file, which everyone must be able to read. */
    public String malware(Path file) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command(place, "-bmalware", file.toString())).redirectErrorStream(true);
        builder.environment().putAll(environment(place));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        process.waitFor();
        return said;
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
