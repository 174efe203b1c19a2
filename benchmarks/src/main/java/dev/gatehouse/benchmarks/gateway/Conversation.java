package dev.gatehouse.benchmarks.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** How a client speaks with a daemon. Used by one thread. */
final class Conversation implements AutoCloseable {

    /** What gateways do. */
    enum Form {
        /** A connection for each message, as rspamd, Exim and James have it. */
        CONNECTION,
        /** One connection in a session, as amavisd-new has it. */
        SESSION
    }

    private static final byte[] INSTREAM = "zINSTREAM\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SESSION = "zIDSESSION\0".getBytes(StandardCharsets.US_ASCII);

    private final Door door;
    private final Form form;
    private final ByteBuffer head = ByteBuffer.allocateDirect(64);
    private final ByteBuffer tail = ByteBuffer.allocateDirect(4);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(1024);
    private SocketChannel[] open = {};

    Conversation(Door door, Form form) {
        this.door = door;
        this.form = form;
    }

    /**
     * Has a message scanned, sent as one chunk.
     *
     * @return what was answered, without its end
     * @throws IOException if the daemon cannot be reached or leaves
     */
    String scan(ByteBuffer message) throws IOException {
        ByteBuffer body = message.duplicate();
        head.clear();
        if (open.length == 0) {
            open = new SocketChannel[] {door.open()};
            if (form == Form.SESSION) {
                head.put(SESSION);
            }
        }
        head.put(INSTREAM).putInt(body.remaining()).flip();
        tail.clear();
        SocketChannel channel = open[0];
        ByteBuffer[] all = {head, body, tail};
        while (tail.hasRemaining()) {
            channel.write(all);
        }
        String text = read(channel);
        if (form == Form.CONNECTION) {
            close();
        }
        return form == Form.SESSION ? text.substring(text.indexOf(' ') + 1) : text;
    }

    private String read(SocketChannel channel) throws IOException {
        answer.clear();
        while (answer.position() == 0 || answer.get(answer.position() - 1) != 0) {
            if (channel.read(answer) < 0) {
                throw new IOException("left without an answer");
            }
        }
        byte[] bytes = new byte[answer.position() - 1];
        answer.get(0, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : open) {
            channel.close();
        }
        open = new SocketChannel[] {};
    }
}
