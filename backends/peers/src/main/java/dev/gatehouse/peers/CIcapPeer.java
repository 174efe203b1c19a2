package dev.gatehouse.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's c-icap with its virus_scan service, which has a clamd look at the files that it keeps. */
public final class CIcapPeer implements AutoCloseable {

    private final Program program;
    private final int port;

    private CIcapPeer(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /**
     * Starts it.
     *
     * @param configuration lines of c-icap.conf that load the module of the scanner and tell where it is
     */
    public static CIcapPeer start(Path folder, String configuration) throws IOException, InterruptedException {
        Workplace place = Workplace.at(folder);
        int port = FreePort.onLoopback();
        Path modules = Workplace.library("c_icap");
        Path file = place.write("c-icap.conf", """
                PidFile %1$s/c-icap.pid
                CommandsSocket %1$s/c-icap.ctl
                TmpDir %1$s
                ServerLog %1$s/server.log
                AccessLog %1$s/access.log
                DebugLevel 1
                Port 127.0.0.1:%2$d
                Timeout 60
                StartServers 1
                MaxServers 1
                ThreadsPerChild 20
                MinSpareThreads 1
                MaxSpareThreads 20
                MaxRequestsPerChild 0
                ModulesDir %3$s
                ServicesDir %3$s
                TemplateDir /usr/share/c_icap/templates/
                TemplateDefaultLanguage en
                LoadMagicFile /etc/c-icap/c-icap.magic
                Service antivirus_module virus_scan.so
                ServiceAlias avscan virus_scan?allow204=on&sizelimit=off&mode=simple
                virus_scan.ScanFileTypes TEXT DATA EXECUTABLE ARCHIVE GIF JPEG MSOFFICE
                virus_scan.MaxObjectSize 50M
                %4$s
                """.formatted(place.folder(), port, modules, configuration));
        Program program = Program.start(
                place, Map.of(), List.of(place.path("server.log")), List.of("c-icap", "-N", "-f", file.toString()));
        CIcapPeer peer = new CIcapPeer(program, port);
        program.await(
                "does not offer its service", () -> peer.client("-nopreview").contains("Allow: 204"));
        return peer;
    }

    /**
     * What c-icap-client is told of a file.
     *
     * @return the headers of all answers, and what came back instead of the file
     */
    public String respond(Path file) throws IOException {
        return client("-f", file.toString(), "-v");
    }

    private String client(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("c-icap-client", "-i", "127.0.0.1", "-p", Integer.toString(port), "-s", "avscan"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
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
