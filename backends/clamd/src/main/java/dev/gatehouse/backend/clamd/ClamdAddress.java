package dev.gatehouse.backend.clamd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.InvalidPathException;

/** Where a clamd listens. */
sealed interface ClamdAddress {

    /** A channel that is not yet connected; closing it ends a {@link #connect} under way. */
    SocketChannel newChannel() throws IOException;

    /** Connects; may block until the channel is closed. */
    void connect(SocketChannel channel) throws IOException;

    /**
     * Reads {@code unix:/path}, {@code /path}, {@code tcp:host:port} or {@code host:port}; an IPv6 address stands in
     * brackets.
     *
     * @throws IllegalArgumentException if it is none of these; the message says what is wrong
     */
    static ClamdAddress parse(String text) {
        if (text.startsWith("unix:")) {
            return unix(text.substring("unix:".length()));
        }
        if (text.startsWith("/")) {
            return unix(text);
        }
        String rest = text.startsWith("tcp:") ? text.substring("tcp:".length()) : text;
        int colon = rest.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("must be unix:/path or tcp:host:port, not " + text);
        }
        String host = rest.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = Integer.parseInt(rest.substring(colon + 1));
            if (port > 0 && port <= 0xffff && !host.isEmpty()) {
                return new Tcp(host, port);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("must end in a port from 1 to 65535: " + text);
    }

    private static ClamdAddress unix(String path) {
        try {
            return new Unix(UnixDomainSocketAddress.of(path));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a path: " + path, e);
        }
    }

    /** A socket in the file system. */
    record Unix(UnixDomainSocketAddress address) implements ClamdAddress {
        @Override
        public SocketChannel newChannel() throws IOException {
            return SocketChannel.open(StandardProtocolFamily.UNIX);
        }

        @Override
        public void connect(SocketChannel channel) throws IOException {
            channel.connect(address);
        }

        @Override
        public String toString() {
            return "unix:" + address;
        }
    }

    /** A host's port; the name is resolved at each connection, so that a daemon may move. */
    record Tcp(String host, int port) implements ClamdAddress {
        @Override
        public SocketChannel newChannel() throws IOException {
            return SocketChannel.open();
        }

        @Override
        public void connect(SocketChannel channel) throws IOException {
            channel.connect(new InetSocketAddress(InetAddress.getAllByName(host)[0], port));
            // a small subject goes out in one write, which must not wait for the answer to the one before
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }

        @Override
        public String toString() {
            return "tcp:" + host + ":" + port;
        }
    }
}
