package dev.gatehouse.gateway.clamd;

import dev.gatehouse.backend.builtin.BuiltinProvider;
import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.LineupExchange;
import dev.gatehouse.engine.Role;
import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.GateSettings;
import dev.gatehouse.gateway.net.ChannelDoorway;
import dev.gatehouse.gateway.net.Doorway;
import dev.gatehouse.gateway.net.Endpoint;
import dev.gatehouse.gateway.net.Listener;
import dev.gatehouse.gateway.net.ListenerSettings;
import dev.gatehouse.gateway.net.Served;
import dev.gatehouse.gateway.net.Witness;
import dev.gatehouse.gateway.unix.UnixDoorway;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A gate over the house matcher with listeners on loopback and on a unix socket, speaking clamd's protocol. */
final class ClamdRig implements AutoCloseable {

    static final String EICAR = "Test.Eicar";

    private static final String TEXT =
            "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

    final Queue<Served> served = new ConcurrentLinkedQueue<>();
    final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    final AtomicInteger reloads = new AtomicInteger();
    final AtomicInteger shutdowns = new AtomicInteger();

    private final LineupExchange lineups;
    private final Gate gate;
    private final Listener tcp;
    private final Listener unix;

    ClamdRig(Path folder, ClamdSettings settings, GateSettings gateSettings, Duration patience)
            throws IOException, BackendUnavailableException {
        Path signatures = Files.writeString(
                folder.resolve("rig.ndb"),
                EICAR + ":0:*:" + hex(TEXT) + "\nTest.Hook:0:*:" + hex("hook and eye") + "\nTest.Lock:0:*:"
                        + hex("lock and key") + "\n");
        Lineup lineup = Lineup.open(
                1,
                List.of(new LineupEntry(
                        "builtin",
                        Role.PRIMARY,
                        new BackendConfiguration(
                                "house",
                                Map.of("signatures", List.of(signatures.toString()), "bundled", List.of("false"))))),
                List.of(new BuiltinProvider()));
        this.lineups = new LineupExchange(lineup);
        this.gate = new Gate(lineups, gateSettings);
        ListenerSettings listener = new ListenerSettings("clamd", 256, patience, patience);
        ClamdHooks hooks = new ClamdHooks(reloads::incrementAndGet, shutdowns::incrementAndGet);
        ClamdProtocol protocol = new ClamdProtocol("clamd", gate, settings, witness(), hooks);
        Doorway door = UnixDoorway.open(
                new Endpoint.Unix(folder.resolve("rig.sock"), Optional.of("rw-rw-rw-"), Optional.empty()));
        this.unix = Listener.start(door, listener, protocol, witness());
        this.tcp = Listener.start(ChannelDoorway.open(Endpoint.of("127.0.0.1:0")), listener, protocol, witness());
    }

    ClamdRig(Path folder, ClamdSettings settings) throws IOException, BackendUnavailableException {
        this(folder, settings, GateSettings.defaults(), Duration.ofSeconds(10));
    }

    static byte[] eicar() {
        return TEXT.getBytes(StandardCharsets.US_ASCII);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    Endpoint tcp() {
        return tcp.endpoint();
    }

    Endpoint unix() {
        return unix.endpoint();
    }

    Gate gate() {
        return gate;
    }

    Listener tcpListener() {
        return tcp;
    }

    private Witness witness() {
        return new Witness() {
            @Override
            public void served(Served one) {
                served.add(one);
            }

            @Override
            public void troubled(String listener, String link, String message) {
                troubles.add(message);
            }

            @Override
            public void faulted(String listener, String link, Throwable fault) {
                faults.add(fault);
            }
        };
    }

    @Override
    public void close() {
        tcp.close();
        unix.close();
        gate.close();
        lineups.close();
    }
}
