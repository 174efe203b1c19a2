package dev.gatehouse.backend.icap;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers as a script says, in place of products that cannot be had here. It reads requests as RFC 3507 has them, so that
 * a client that sends nonsense is not answered.
 */
final class ScriptedServer implements AutoCloseable {

    private static final Pattern BODY = Pattern.compile("(?i)encapsulated:[^\\r\\n]*(?:req|res)-body=(\\d+)");

    private final ServerSocket listener;
    private final String options;
    private final Script script;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    /**
     * A request that was read whole.
     *
     * @param icap the ICAP header
     * @param http the HTTP header or headers
     * @param body the file, without chunks, a character a byte
     * @param preview how many bytes of it came before the preview's end, or -1
     * @param ieof whether the preview was said to be all
     */
    record Request(String icap, String http, String body, int preview, boolean ieof) {}

    /** What is answered. */
    @FunctionalInterface
    interface Script {
        /** The answer's bytes; nothing at all closes the connection. */
        byte[] answer(Request request);

        /** Whether the rest of the file is asked for after a preview. */
        default boolean wantsRest(Request preview) {
            return true;
        }

        /** How many bytes go into one packet. */
        default int segment() {
            return Integer.MAX_VALUE;
        }
    }

    private ScriptedServer(ServerSocket listener, String options, Script script) {
        this.listener = listener;
        this.options = options;
        this.script = script;
    }

    /**
     * Starts one.
     *
     * @param options lines of its answer to OPTIONS, each with its end
     */
    static ScriptedServer start(String options, Script script) throws IOException {
        ScriptedServer server =
                new ScriptedServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), options, script);
        Thread.ofVirtual().start(server::serve);
        return server;
    }

    String url(String service) {
        return "icap://127.0.0.1:" + listener.getLocalPort() + "/" + service;
    }

    /** The requests with a file that were read, in order. */
    List<Request> requests() {
        return requests;
    }

    /** How many connections were made. */
    int connections() {
        return connections.get();
    }

    private void serve() {
        try {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed at the end of the test
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (true) {
                String icap = header(in);
                if (icap.isEmpty()) {
                    return;
                }
                if (icap.startsWith("OPTIONS ")) {
                    send(
                            out,
                            ("ICAP/1.0 200 OK\r\n" + options + "Encapsulated: null-body=0\r\n\r\n")
                                    .getBytes(StandardCharsets.UTF_8));
                    continue;
                }
                Request request = request(icap, in, out);
                requests.add(request);
                byte[] answer = script.answer(request);
                if (answer.length == 0) {
                    return;
                }
                send(out, answer);
            }
        } catch (IOException e) {
            // the client went away, as some tests want it to
        }
    }

    private Request request(String icap, InputStream in, OutputStream out) throws IOException {
        Matcher matcher = BODY.matcher(icap);
        if (!matcher.find()) {
            throw new IOException("no body in " + icap);
        }
        String http = new String(in.readNBytes(Integer.parseInt(matcher.group(1))), StandardCharsets.UTF_8);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean ieof = body(in, body);
        int preview = -1;
        if (icap.toLowerCase(Locale.ROOT).contains("\r\npreview:")) {
            preview = body.size();
            Request so = new Request(icap, http, body.toString(StandardCharsets.ISO_8859_1), preview, ieof);
            if (ieof || !script.wantsRest(so)) {
                return so;
            }
            send(out, "ICAP/1.0 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            body(in, body);
        }
        return new Request(icap, http, body.toString(StandardCharsets.ISO_8859_1), preview, ieof);
    }

    /** Reads chunks up to the last one; whether that says {@code ieof}. */
    private static boolean body(InputStream in, ByteArrayOutputStream body) throws IOException {
        while (true) {
            String line = line(in);
            int size = Integer.parseInt(line.split(";", -1)[0].strip(), 16);
            if (size == 0) {
                if (!line(in).isEmpty()) {
                    throw new IOException("trailers in a request");
                }
                return line.contains("ieof");
            }
            body.write(in.readNBytes(size));
            if (!line(in).isEmpty()) {
                throw new IOException("a chunk that does not end");
            }
        }
    }

    private static String header(InputStream in) throws IOException {
        StringBuilder header = new StringBuilder();
        while (true) {
            String line = line(in);
            if (line.isEmpty()) {
                return header.toString();
            }
            header.append(line).append("\r\n");
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private void send(OutputStream out, byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(script.segment(), bytes.length - at);
            out.write(bytes, at, length);
            out.flush();
            at += length;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
