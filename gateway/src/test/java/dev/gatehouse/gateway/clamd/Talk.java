package dev.gatehouse.gateway.clamd;

import dev.gatehouse.gateway.net.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client that says what it is told to, byte for byte. Text is Latin-1. */
final class Talk implements AutoCloseable {

    private final SocketChannel channel;

    Talk(Endpoint endpoint) throws IOException {
        channel = switch (endpoint) {
            case Endpoint.Tcp tcp -> SocketChannel.open(tcp.address());
            case Endpoint.Unix unix -> SocketChannel.open(UnixDomainSocketAddress.of(unix.path()));
        };
    }

    /** Says all, and nothing more; hears all, up to the end. */
    static String all(Endpoint endpoint, byte[] said) throws IOException {
        try (Talk talk = new Talk(endpoint)) {
            talk.say(said);
            talk.end();
            return talk.hearAll();
        }
    }

    static String all(Endpoint endpoint, String said) throws IOException {
        return all(endpoint, bytes(said));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] join(byte[]... pieces) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            whole.writeBytes(piece);
        }
        return whole.toByteArray();
    }

    /** One piece of a stream. */
    static byte[] piece(byte[] content) {
        return join(ByteBuffer.allocate(4).putInt(content.length).array(), content);
    }

    /** A whole stream in one piece. */
    static byte[] stream(byte[] content) {
        return join(piece(content), new byte[4]);
    }

    void say(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    void say(String text) throws IOException {
        say(bytes(text));
    }

    void end() throws IOException {
        channel.shutdownOutput();
    }

    /** What comes up to the connection's end. */
    String hearAll() throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (channel.read(buffer.clear()) >= 0) {
            heard.write(buffer.array(), 0, buffer.position());
        }
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    /** What comes up to this character, with it. */
    String hearTo(char end) throws IOException {
        StringBuilder heard = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(1);
        while (channel.read(buffer.clear()) >= 0) {
            char c = (char) (buffer.get(0) & 0xff);
            heard.append(c);
            if (c == end) {
                break;
            }
        }
        return heard.toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
