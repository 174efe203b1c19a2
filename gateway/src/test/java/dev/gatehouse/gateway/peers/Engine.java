package dev.gatehouse.gateway.peers;

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
import dev.gatehouse.gateway.unix.UnixDoorway;
import dev.gatehouse.peers.ClamdPeer;
import dev.gatehouse.peers.Letters;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
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
import java.util.ServiceLoader;

/** What scans behind the gateways: the real clamd shows that the test is right, and then it is Gatehouse's turn. */
enum Engine {
    /** Debian's clamd. */
    CLAMD {
        @Override
        Doors open(Path folder, Speech speech) throws Exception {
            ClamdPeer clamd = ClamdPeer.start(folder, Map.of("LocalSocketMode", "666", "MaxFileSize", "100M"));
            return new Doors(clamd.port(), clamd.socket(), clamd::stop, clamd);
        }

        @Override
        Outcome answer(Letters letter, Speech speech) {
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
        Doors open(Path folder, Speech speech) throws Exception {
            return gatehouse(folder, speech);
        }

        @Override
        Outcome answer(Letters letter, Speech speech) {
            return switch (letter) {
                case CLEAN -> Outcome.PASSED;
                case EICAR, EICAR_IN_ZIP, EICAR_IN_7Z, EICAR_IN_MESSAGE, EICAR_IN_TNEF -> Outcome.REFUSED;
                case ENCRYPTED_ZIP -> speech.encrypted();
                case BOMB -> speech.limit();
            };
        }
    },

    /** Gatehouse with a backend that is down. */
    GATEHOUSE_WITHOUT_BACKEND {
        @Override
        Doors open(Path folder, Speech speech) throws Exception {
            Doors doors = gatehouse(folder, speech);
            doors.failure().happens();
            return doors;
        }

        @Override
        Outcome answer(Letters letter, Speech speech) {
            return letter.infected() ? Outcome.REFUSED : Outcome.POSTPONED;
        }

        @Override
        boolean judges(Letters letter) {
            return letter == Letters.CLEAN || letter == Letters.EICAR_IN_ZIP;
        }
    };

    /**
     * Starts it.
     *
     * @param speech how it is going to be asked
     */
    abstract Doors open(Path folder, Speech speech) throws Exception;

    /** What becomes of a letter behind it. */
    abstract Outcome answer(Letters letter, Speech speech);

    /** Whether it can be held to an answer. */
    boolean judges(Letters letter) {
        return true;
    }

    private static Doors gatehouse(Path folder, Speech speech) throws IOException, BackendUnavailableException {
        LineupExchange lineups = new LineupExchange(Lineup.open(List.of(house(folder))));
        Gate gate = new Gate(lineups, GateSettings.defaults());
        Witnessed witness = new Witnessed();
        Path socket = folder.resolve("g.sock");
        List<Listener> listeners = new ArrayList<>();
        Endpoint.Unix unix = new Endpoint.Unix(socket, Optional.of("rw-rw-rw-"), Optional.empty());
        for (Doorway door : List.of(ChannelDoorway.open(Endpoint.of("127.0.0.1:0")), UnixDoorway.open(unix))) {
            listeners.add(Listener.start(
                    door,
                    ListenerSettings.named("listener"),
                    // gateways keep what they name in folders of their own, beside the engine's
                    speech.tongue().over(gate, witness, folder.resolveSibling("")),
                    witness));
        }
        int port = ((Endpoint.Tcp) listeners.getFirst().endpoint()).address().getPort();
        return new Doors(
                port, socket, () -> lineups.exchange(withoutBackend(folder)).join(), () -> {
                    listeners.forEach(Listener::close);
                    gate.close();
                    lineups.close();
                    witness.assertNoFaults();
                });
    }

    private static LineupEntry house(Path folder) throws IOException {
        Path signatures = Files.writeString(
                folder.resolve("test.ndb"),
                "Test.Eicar:0:*:"
                        + HexFormat.of().formatHex(Sample.eicar("Eicar").bytes()) + "\n");
        return new LineupEntry(
                "builtin",
                Role.PRIMARY,
                new BackendConfiguration(
                        "house", Map.of("signatures", List.of(signatures.toString()), "bundled", List.of("false"))));
    }

    /** With a second backend that counts and that is not there any more. */
    private static Lineup withoutBackend(Path folder) throws Exception {
        try (ClamdPeer gone = ClamdPeer.start(Files.createDirectories(folder.resolve("c")), Map.of())) {
            LineupEntry second = new LineupEntry(
                    "clamd",
                    Role.PRIMARY,
                    new BackendConfiguration(
                            "gone",
                            Map.of("address", List.of("unix:" + gone.socket()), "reconnect-for", List.of("0"))));
            return Lineup.open(2, List.of(house(folder), second), ServiceLoader.load(BackendProvider.class));
        }
    }

    /** Lets something go wrong. */
    @FunctionalInterface
    interface Failure {
        void happens() throws Exception;
    }

    /**
     * Where it is asked.
     *
     * @param failure lets what it scans with be down from now on
     */
    @SuppressWarnings("try") // whoever waits for an end may be interrupted
    record Doors(int port, Path socket, Failure failure, AutoCloseable engine) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            engine.close();
        }
    }
}
