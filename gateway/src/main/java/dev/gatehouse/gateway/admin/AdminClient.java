package dev.gatehouse.gateway.admin;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks a process that serves, at its operator's socket. */
public final class AdminClient {

    private AdminClient() {}

    /**
     * Asks and waits for the answer.
     *
     * @return the answer, one line of JSON without its end
     * @throws IOException if nobody listens there, or does not answer
     */
    public static String ask(Path socket, AdminCommand command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer request = ByteBuffer.wrap(AdminLine.request(command));
            while (request.hasRemaining()) {
                channel.write(request);
            }
            channel.shutdownOutput();
            String answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.endsWith("\n")) {
                throw new IOException("the process that listens on " + socket + " did not answer");
            }
            return answer.substring(0, answer.length() - 1);
        }
    }

    /** Whether an answer says that all went well. */
    public static boolean isOk(String answer) {
        return answer.contains("\"ok\":true");
    }
}
