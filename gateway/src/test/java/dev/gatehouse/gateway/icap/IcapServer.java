package dev.gatehouse.gateway.icap;

import dev.gatehouse.backend.builtin.BuiltinProvider;
import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupExchange;
import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.Seat;
import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.GateSettings;
import dev.gatehouse.gateway.net.ChannelDoorway;
import dev.gatehouse.gateway.net.Endpoint;
import dev.gatehouse.gateway.net.Listener;
import dev.gatehouse.gateway.net.ListenerSettings;
import dev.gatehouse.gateway.net.Served;
import dev.gatehouse.gateway.net.Witness;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.tck.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The ICAP server on a port of the loopback address, over the house matcher or a backend of the test's own. */
final class IcapServer implements AutoCloseable {

    static final byte[] EICAR = Sample.eicar("Eicar-Test-Signature").bytes();

    private final LineupExchange lineups;
    private final Gate gate;
    private final Listener listener;
    final BlockingQueue<Served> served = new LinkedBlockingQueue<>();
    final BlockingQueue<String> troubles = new LinkedBlockingQueue<>();

    private IcapServer(Backend backend, IcapSettings settings, GateSettings gateSettings) throws IOException {
        lineups = new LineupExchange(Lineup.of(1, List.of(Seat.of("house", Role.PRIMARY, backend))));
        gate = new Gate(lineups, gateSettings);
        Witness witness = new Witness() {
            @Override
            public void served(Served one) {
                served.add(one);
            }

            @Override
            public void troubled(String name, String link, String message) {
                troubles.add(message);
            }

            @Override
            public void faulted(String name, String link, Throwable fault) {
                troubles.add("fault: " + fault);
            }
        };
        listener = Listener.start(
                ChannelDoorway.open(Endpoint.of("127.0.0.1:0")),
                ListenerSettings.named("icap"),
                new IcapProtocol(gate, settings, witness),
                witness);
    }

    static IcapServer start() throws Exception {
        return start(IcapSettings.defaults());
    }

    static IcapServer start(IcapSettings settings) throws Exception {
        return start(house(), settings, GateSettings.defaults());
    }

    static IcapServer start(Backend backend, IcapSettings settings, GateSettings gate) throws Exception {
        return new IcapServer(backend, settings, gate);
    }

    static Backend house() throws Exception {
        return new BuiltinProvider().open(new BackendConfiguration("house", Map.of()));
    }

    int port() {
        return switch (listener.endpoint()) {
            case Endpoint.Tcp tcp -> tcp.address().getPort();
            case Endpoint.Unix _ -> throw new IllegalStateException("not on TCP");
        };
    }

    Gate gate() {
        return gate;
    }

    LineupExchange lineups() {
        return lineups;
    }

    Listener listener() {
        return listener;
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(15_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Sends bytes, and reads whatever comes up to the end of the connection. */
    String ask(String bytes) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** A download as rspamd and others hand it over, which is the last on its connection. */
    static String download(String fields, String http, byte[] body) {
        String request = "GET http://origin.test/files/thing.bin HTTP/1.1\r\nHost: origin.test\r\n\r\n";
        String response = "HTTP/1.1 200 OK\r\n" + http + "\r\n";
        return "RESPMOD icap://127.0.0.1/avscan ICAP/1.0\r\nHost: 127.0.0.1\r\n" + fields
                + "Encapsulated: req-hdr=0, res-hdr="
                + request.length() + ", res-body=" + (request.length() + response.length()) + "\r\n\r\n" + request
                + response + chunks(body);
    }

    /** An upload. */
    static String upload(String fields, String http, byte[] body) {
        String request = "POST http://origin.test/upload HTTP/1.1\r\nHost: origin.test\r\n" + http + "\r\n";
        return "REQMOD icap://127.0.0.1/avscan ICAP/1.0\r\nHost: 127.0.0.1\r\n" + fields
                + "Encapsulated: req-hdr=0, req-body=" + request.length() + "\r\n\r\n" + request + chunks(body);
    }

    static String chunks(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return body.length == 0 ? "0\r\n\r\n" : Integer.toHexString(body.length) + "\r\n" + text + "\r\n0\r\n\r\n";
    }

    @Override
    public void close() {
        listener.close();
        gate.close();
        lineups.close();
    }
}
