package dev.gatehouse.gateway.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/** A listening socket of the platform's. */
public final class ChannelDoorway implements Doorway {

    private static final int BACKLOG = 512;

    private final ServerSocketChannel channel;
    private final Endpoint endpoint;

    private ChannelDoorway(ServerSocketChannel channel, Endpoint endpoint) {
        this.channel = channel;
        this.endpoint = endpoint;
    }

    /**
     * Opens a socket. A unix socket that an earlier process left is replaced; one on which somebody listens is not.
     *
     * @throws IOException if it cannot be opened; the message is for the operator
     */
    public static ChannelDoorway open(Endpoint endpoint) throws IOException {
        try {
            return switch (endpoint) {
                case Endpoint.Tcp tcp -> tcp(tcp);
                case Endpoint.Unix unix -> unix(unix);
            };
        } catch (IOException e) {
            throw new IOException("cannot listen on " + endpoint + ": " + e.getMessage(), e);
        }
    }

    private static ChannelDoorway tcp(Endpoint.Tcp tcp) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(tcp.address(), BACKLOG);
            return new ChannelDoorway(channel, new Endpoint.Tcp((InetSocketAddress) channel.getLocalAddress()));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static ChannelDoorway unix(Endpoint.Unix unix) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(unix.path());
        clear(unix);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(address, BACKLOG);
            permit(unix);
            return new ChannelDoorway(channel, unix);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Makes room for a unix socket: removes one that nobody listens on any more.
     *
     * @throws IOException if somebody listens there, or something else is there
     */
    public static void clear(Endpoint.Unix unix) throws IOException {
        Path path = unix.path();
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean special = !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                && !Files.isSymbolicLink(path);
        if (!special) {
            throw new IOException("there is something that is no socket");
        }
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            throw new java.net.BindException("somebody listens there already");
        } catch (java.net.BindException e) {
            throw e;
        } catch (IOException nobody) {
            Files.delete(path);
        }
    }

    /**
     * Gives a unix socket's file the group and the mode that its endpoint asks for.
     *
     * @throws IOException if that is not possible
     */
    public static void permit(Endpoint.Unix unix) throws IOException {
        Optional<String> group = unix.group();
        if (group.isPresent()) {
            Files.getFileAttributeView(unix.path(), PosixFileAttributeView.class)
                    .setGroup(unix.path()
                            .getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByGroupName(group.get()));
        }
        Files.setPosixFilePermissions(
                unix.path(), PosixFilePermissions.fromString(unix.mode().orElse("rw-------")));
    }

    @Override
    public Wire next() throws IOException {
        while (true) {
            SocketChannel client = channel.accept();
            switch (endpoint) {
                case Endpoint.Tcp _ -> {
                    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    return new ChannelWire(client);
                }
                case Endpoint.Unix unix -> {
                    if (unix.mode().isPresent() || isOurs(client)) {
                        return new ChannelWire(client);
                    }
                    client.close();
                }
            }
        }
    }

    /**
     * Whether the other end of a socket that is for its owner alone is the owner or root. Its mode says the same, but is
     * set a moment after the socket is there.
     */
    private static boolean isOurs(SocketChannel client) throws IOException {
        if (!client.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return true;
        }
        String peer = client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        return peer.equals(System.getProperty("user.name")) || peer.equals("root");
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        try {
            channel.close();
            if (endpoint instanceof Endpoint.Unix unix) {
                Files.deleteIfExists(unix.path());
            }
        } catch (IOException e) {
            // nobody can come in any more, and the next process clears the file
        }
    }
}
