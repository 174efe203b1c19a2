package dev.gatehouse.gateway.peers;

import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.LineupExchange;
import dev.gatehouse.engine.Role;
import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.GateSettings;
import dev.gatehouse.gateway.clamd.ClamdClient;
import dev.gatehouse.gateway.clamd.ClamdHooks;
import dev.gatehouse.gateway.clamd.ClamdProtocol;
import dev.gatehouse.gateway.clamd.ClamdSettings;
import dev.gatehouse.gateway.net.ChannelDoorway;
import dev.gatehouse.gateway.net.Doorway;
import dev.gatehouse.gateway.net.Endpoint;
import dev.gatehouse.gateway.net.Listener;
import dev.gatehouse.gateway.net.ListenerSettings;
import dev.gatehouse.gateway.unix.UnixDoorway;
import dev.gatehouse.peers.ClamdPeer;
import dev.gatehouse.peers.Letters;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.tck.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What scans behind the gateways: the real clamd shows that the test is right, and then it is Gatehouse's turn. */
enum Engine {
    /** Debian's clamd. */
    CLAMD {
        @Override
        Doors open(Path folder, ClamdClient client) throws Exception {
            ClamdPeer clamd = ClamdPeer.start(folder, Map.of("LocalSocketMode", "666", "MaxFileSize", "100M"));
            return new Doors(clamd.port(), clamd.socket(), clamd);
        }

        @Override
        Outcome answer(Letters letter) {
            return letter == Letters.CLEAN ? Outcome.PASSED : Outcome.REFUSED;
        }

        @Override
        boolean judges(Letters letter) {
            // it does not tell that it left out a file larger than its limit when that is in a zip in a zip
            return letter != Letters.BOMB;
        }
    },

    /** Gatehouse with its own matcher. */
    GATEHOUSE {
        @Override
        Doors open(Path folder, ClamdClient client) throws Exception {
            return gatehouse(folder, client, List.of(), 0);
        }

        @Override
        Outcome answer(Letters letter) {
            return switch (letter) {
                case CLEAN -> Outcome.PASSED;
                case EICAR, EICAR_IN_ZIP, EICAR_IN_7Z, EICAR_IN_MESSAGE, EICAR_IN_TNEF, ENCRYPTED_ZIP ->
                    Outcome.REFUSED;
                case BOMB -> Outcome.POSTPONED;
            };
        }
    },

    /** Gatehouse with a second backend that counts and that is not there any more. */
    GATEHOUSE_WITHOUT_BACKEND {
        @Override
        Doors open(Path folder, ClamdClient client) throws Exception {
            ClamdPeer gone = ClamdPeer.start(Files.createDirectories(folder.resolve("c")), Map.of());
            LineupEntry second = new LineupEntry(
                    "clamd",
                    Role.PRIMARY,
                    new BackendConfiguration(
                            "gone",
                            Map.of("address", List.of("unix:" + gone.socket()), "reconnect-for", List.of("0"))));
            Doors doors = gatehouse(folder, client, List.of(second), 0);
            gone.close();
            return doors;
        }

        @Override
        Outcome answer(Letters letter) {
            return letter.infected() ? Outcome.REFUSED : Outcome.POSTPONED;
        }

        @Override
        boolean judges(Letters letter) {
            return letter == Letters.CLEAN || letter == Letters.EICAR_IN_ZIP;
        }
    };

    /** What becomes of a letter. */
    enum Outcome {
        PASSED,
        REFUSED,
        POSTPONED
    }

    /**
     * Starts it.
     *
     * @param client who is going to ask
     */
    abstract Doors open(Path folder, ClamdClient client) throws Exception;

    /** What becomes of a letter behind it. */
    abstract Outcome answer(Letters letter);

    /** Whether it can be held to an answer. */
    boolean judges(Letters letter) {
        return true;
    }

    /** Starts Gatehouse on a port; 0 for any. */
    static Doors gatehouse(Path folder, ClamdClient client, List<LineupEntry> others, int tcpPort)
            throws IOException, BackendUnavailableException {
        Path signatures = Files.writeString(
                folder.resolve("test.ndb"),
                "Test.Eicar:0:*:"
                        + HexFormat.of().formatHex(Sample.eicar("Eicar").bytes()) + "\n");
        List<LineupEntry> entries = new ArrayList<>(List.of(new LineupEntry(
                "builtin",
                Role.PRIMARY,
                new BackendConfiguration(
                        "house", Map.of("signatures", List.of(signatures.toString()), "bundled", List.of("false"))))));
        entries.addAll(others);
        LineupExchange lineups = new LineupExchange(Lineup.open(entries));
        Gate gate = new Gate(lineups, GateSettings.defaults());
        Witnessed witness = new Witnessed();
        ClamdSettings settings = ClamdSettings.DEFAULT
                .withPolicy(client.policy())
                // gateways keep what they name in folders of their own, beside the engine's
                .withRoots(List.of(folder.getParent()));
        Path socket = folder.resolve("clamd.sock");
        List<Listener> listeners = new ArrayList<>();
        Endpoint.Unix unix = new Endpoint.Unix(socket, Optional.of("rw-rw-rw-"), Optional.empty());
        for (Doorway door : List.of(ChannelDoorway.open(Endpoint.of("127.0.0.1:" + tcpPort)), UnixDoorway.open(unix))) {
            listeners.add(Listener.start(
                    door,
                    ListenerSettings.named("clamd"),
                    new ClamdProtocol("clamd", gate, settings, witness, new ClamdHooks(() -> {}, () -> {})),
                    witness));
        }
        int port = ((Endpoint.Tcp) listeners.getFirst().endpoint()).address().getPort();
        return new Doors(port, socket, () -> {
            listeners.forEach(Listener::close);
            gate.close();
            lineups.close();
            witness.assertNoFaults();
        });
    }

    /** Where it is asked. */
    @SuppressWarnings("try") // whoever waits for an end may be interrupted
    record Doors(int port, Path socket, AutoCloseable engine) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            engine.close();
        }
    }
}
