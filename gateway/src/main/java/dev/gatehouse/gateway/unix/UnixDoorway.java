package dev.gatehouse.gateway.unix;

import dev.gatehouse.gateway.net.ChannelDoorway;
import dev.gatehouse.gateway.net.Doorway;
import dev.gatehouse.gateway.net.Endpoint;
import dev.gatehouse.gateway.net.Wire;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;

/** A listening unix socket whose clients may send descriptors. */
public final class UnixDoorway implements Doorway {

    private static final int BACKLOG = 512;

    private final Socket socket;
    private final Readiness readiness;
    private final Endpoint.Unix endpoint;

    private UnixDoorway(Socket socket, Readiness readiness, Endpoint.Unix endpoint) {
        this.socket = socket;
        this.readiness = readiness;
        this.endpoint = endpoint;
    }

    /**
     * Opens a socket. One that an earlier process left is replaced; one on which somebody listens is not.
     *
     * @throws IOException if it cannot be opened; the message is for the operator
     */
    public static UnixDoorway open(Endpoint.Unix endpoint) throws IOException {
        try {
            ChannelDoorway.clear(endpoint);
            Socket socket = new Socket(checked(
                    "socket",
                    Posix.socket(Posix.AF_UNIX, Posix.SOCK_STREAM | Posix.SOCK_NONBLOCK | Posix.SOCK_CLOEXEC)));
            try {
                checked("bind", Posix.bind(socket.descriptor(), endpoint.path().toString()));
                ChannelDoorway.permit(endpoint);
                checked("listen", Posix.listen(socket.descriptor(), BACKLOG));
                return new UnixDoorway(socket, Poller.instance().register(socket.descriptor()), endpoint);
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
        } catch (IOException e) {
            throw new IOException("cannot listen on " + endpoint + ": " + e.getMessage(), e);
        }
    }

    private static int checked(String what, int result) throws IOException {
        if (result < 0) {
            throw Posix.failure(what, result);
        }
        return result;
    }

    @Override
    public Wire next() throws IOException {
        while (true) {
            if (!socket.enter()) {
                throw new ClosedChannelException();
            }
            int client;
            try {
                client = Posix.accept(socket.descriptor());
            } finally {
                socket.leave();
            }
            if (client >= 0) {
                return wire(client);
            }
            if (client == -Posix.EAGAIN) {
                readiness.awaitReadable();
            } else if (client != -Posix.EINTR) {
                throw socket.enter() ? left(Posix.failure("accept4", client)) : new ClosedChannelException();
            }
        }
    }

    private IOException left(IOException failure) {
        socket.leave();
        return failure;
    }

    private static Wire wire(int client) throws IOException {
        Socket socket = new Socket(client);
        try {
            return new UnixWire(socket, Poller.instance().register(client));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        if (socket.close()) {
            readiness.end();
            try {
                Files.deleteIfExists(endpoint.path());
            } catch (IOException e) {
                // nobody can come in any more, and the next process clears the file
            }
        }
    }
}
