package dev.gatehouse.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports for programs that must be told one. */
public final class FreePort {

    private FreePort() {}

    /**
     * A port of the loopback address that nobody listens on now.
     *
     * @throws IOException if there is none
     */
    public static int onLoopback() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
