package dev.gatehouse.benchmarks.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Where a daemon listens.
 *
 * @param text a port of the loopback, or the path of a unix socket
 */
record Door(String text) {

    private static final String LOOPBACK = "127.0.0.1";

    /** A port that is free at this moment. */
    static Door free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return new Door(Integer.toString(socket.getLocalPort()));
        }
    }

    /** A socket in a folder. */
    static Door in(Path folder) {
        return new Door(folder.resolve("daemon.sock").toString());
    }

    boolean unix() {
        return text.startsWith("/");
    }

    /** As Gatehouse's configuration has it. */
    String endpoint() {
        return unix() ? "unix:" + text : LOOPBACK + ":" + text;
    }

    /** A new connection. */
    SocketChannel open() throws IOException {
        return SocketChannel.open(address());
    }

    private SocketAddress address() {
        return unix()
                ? UnixDomainSocketAddress.of(text)
                : new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), Integer.parseInt(text));
    }
}
