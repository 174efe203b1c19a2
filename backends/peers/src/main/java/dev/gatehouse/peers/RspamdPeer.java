package dev.gatehouse.peers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Debian's rspamd with its antivirus module and nothing else: a worker that is asked by HTTP, and a milter. It looks at
 * addresses of the web by a list of two domains and compiles no patterns ahead, so that it starts at once.
 */
public final class RspamdPeer implements AutoCloseable {

    private static final String ACCOUNT = "_rspamd";

    private final Program program;
    private final int http;
    private final int milter;
    private final HttpClient client = HttpClient.newHttpClient();

    private RspamdPeer(Program program, int http, int milter) {
        this.program = program;
        this.http = http;
        this.milter = milter;
    }

    /**
     * Starts it.
     *
     * @param configuration the sections {@code antivirus} and {@code force_actions}
     */
    public static RspamdPeer start(Path folder, String configuration) throws IOException, InterruptedException {
        Workplace place = Workplace.at(folder);
        int http = FreePort.onLoopback();
        int milter = FreePort.onLoopback();
        Path own = place.folderOf(ACCOUNT, "own");
        place.write("domains", "com\ntest\n");
        Path file = place.write("rspamd.conf", """
                lang_detection { languages = []; }
                options {
                  pidfile = "%1$s/rspamd.pid";
                  filters = "";
                  tempdir = "%1$s";
                  disable_hyperscan = true;
                  hs_cache_dir = "%1$s";
                  control_socket = "%1$s/control.sock mode=0600";
                  cache_file = "%1$s/symbols.cache";
                  url_tld = "%2$s";
                  explicit_modules = [];
                  dns { nameserver = ["127.0.0.1:9"]; timeout = 1s; retransmits = 1; }
                }
                logging { type = "file"; filename = "%1$s/rspamd.log"; level = "info"; }
                worker "normal" { bind_socket = "127.0.0.1:%3$d"; count = 1; task_timeout = 40s; }
                worker "rspamd_proxy" {
                  bind_socket = "127.0.0.1:%4$d";
                  milter = yes;
                  timeout = 45s;
                  count = 1;
                  upstream "local" { default = yes; self_scan = yes; }
                }
                actions { reject = 15; add_header = 6; }
                %5$s
                modules {
                  path = "/usr/share/rspamd/plugins/antivirus.lua";
                  path = "/usr/share/rspamd/plugins/force_actions.lua";
                }
                """.formatted(own, place.path("domains"), http, milter, configuration));
        Program program = Program.start(
                place,
                Map.of(),
                List.of(own.resolve("rspamd.log")),
                Program.as(ACCOUNT, List.of("rspamd", "-f", "-c", file.toString())));
        RspamdPeer peer = new RspamdPeer(program, http, milter);
        try {
            program.await(
                    "does not answer", () -> peer.answers("/ping", new byte[0]).startsWith("pong"));
            program.await("does not listen", () -> Program.listens(milter));
        } catch (IOException e) {
            peer.close();
            throw e;
        }
        return peer;
    }

    /**
     * What it thinks of a message, by HTTP.
     *
     * @return JSON with {@code action} and {@code symbols}
     */
    public String check(byte[] message) throws IOException {
        return answers("/checkv2", message);
    }

    private String answers(String path, byte[] body) throws IOException {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path))
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Its port for an MTA's milter protocol on 127.0.0.1. */
    public int milterPort() {
        return milter;
    }

    /** All that it said. */
    public String log() throws IOException {
        return program.log();
    }

    /** Ends it and all its children. */
    @Override
    public void close() {
        client.close();
        program.close();
    }
}
