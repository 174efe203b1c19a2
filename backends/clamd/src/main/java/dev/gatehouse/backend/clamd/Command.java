package dev.gatehouse.backend.clamd;

import dev.gatehouse.spi.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One command on a connection of its own: what a session does not take, or what must not wait behind scans. */
record Command(ClamdAddress address, Timer timer) {

    private static final int LONGEST_ANSWER = 1 << 20;

    /**
     * Asks and reads until clamd closes the connection.
     *
     * @param command without its frame: {@code VERSION}
     * @return the lines of the answer
     * @throws IOException if clamd is not there, or has not answered by the deadline
     */
    List<String> ask(String command, Deadline deadline) throws IOException {
        try (SocketChannel channel = address.newChannel();
                Timer.Cutoff _ = timer.closing(channel, deadline)) {
            address.connect(channel);
            ByteBuffer question = ByteBuffer.wrap(("z" + command + "\0").getBytes(StandardCharsets.UTF_8));
            while (question.hasRemaining()) {
                channel.write(question);
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer bytes = ByteBuffer.allocate(4096);
            while (channel.read(bytes) >= 0) {
                answer.write(bytes.array(), 0, bytes.position());
                bytes.clear();
                if (answer.size() > LONGEST_ANSWER) {
                    throw new IOException("the answer to " + command + " is longer than any of clamd's");
                }
            }
            return List.of(answer.toString(StandardCharsets.UTF_8).split("\0", -1)).stream()
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }
}
