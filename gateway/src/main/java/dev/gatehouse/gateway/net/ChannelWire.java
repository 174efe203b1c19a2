package dev.gatehouse.gateway.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection over a channel of the platform's: TCP or a unix socket. */
final class ChannelWire implements Wire {

    private final SocketChannel channel;
    private final String peer;

    ChannelWire(SocketChannel channel) {
        this.channel = channel;
        this.peer = peerOf(channel);
    }

    private static String peerOf(SocketChannel channel) {
        try {
            SocketAddress address = channel.getRemoteAddress();
            return address instanceof InetSocketAddress tcp
                    ? tcp.getAddress().getHostAddress() + ":" + tcp.getPort()
                    : "local";
        } catch (IOException e) {
            return "gone";
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            channel.write(source);
        }
    }

    @Override
    public void finish() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // given up either way
        }
    }
}
