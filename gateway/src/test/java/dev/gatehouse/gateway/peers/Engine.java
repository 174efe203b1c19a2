package dev.gatehouse.gateway.peers;

import dev.gatehouse.peers.ClamdPeer;
import dev.gatehouse.peers.Letters;
import java.nio.file.Path;
import java.util.Map;

/** What scans behind the gateways: the real clamd shows that the test is right, and then it is Gatehouse's turn. */
enum Engine {
    CLAMD {
        @Override
        Doors open(Path folder) throws Exception {
            ClamdPeer clamd = ClamdPeer.start(folder, Map.of("LocalSocketMode", "666", "MaxFileSize", "100M"));
            return new Doors(clamd.port(), clamd.socket(), clamd::close);
        }

        @Override
        Outcome answer(Letters letter) {
            // clamd does not tell that it left out a file that is larger than its limit when it is in a zip in a zip
            return letter == Letters.CLEAN || letter == Letters.BOMB ? Outcome.PASSED : Outcome.REFUSED;
        }
    };

    /** What becomes of a letter. */
    enum Outcome {
        PASSED,
        REFUSED,
        POSTPONED
    }

    /** Starts it. */
    abstract Doors open(Path folder) throws Exception;

    /** What becomes of a letter behind it. */
    abstract Outcome answer(Letters letter);

    /** Where it is asked. */
    record Doors(int port, Path socket, AutoCloseable engine) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            engine.close();
        }
    }
}
